# Carts that support prepares for a customer.

prepared-title = Prepared carts
prepared-one = Prepared cart
prepared-for-you = Prepared for you
prepared-for-you-by = Prepared for you by { $who }
prepared-for = Prepared cart for { $customer }
prepared-look = Look at it
prepared-lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
prepared-count =
    { $count ->
        [one] { $count } prepared cart
       *[other] { $count } prepared carts
    }
prepared-state = State
prepared-all-states = All states
prepared-show-all = Show all prepared carts
prepared-none = No prepared carts
prepared-none-other = No other prepared carts
prepared-none-help = When support prepares a cart for you, it is here.
prepared-no-match = No prepared cart in this state
prepared-no-match-help = Choose another state.
prepared-state-draft = Not handed over
prepared-state-offered = Waits for an answer
prepared-state-ordered = Ordered
prepared-state-merged = In the own cart
prepared-state-declined = Declined
prepared-state-withdrawn = Taken back
prepared-about = About this cart
prepared-by = Prepared by
prepared-when = Date (UTC)
prepared-handed-over = Handed over
prepared-message = Message
prepared-answered = Answered
prepared-answer = Answer
prepared-no-lines = There are no lines to show.

## The customer

prepared-offered-help = Support prepared this cart for you. You can change it, order it, put it into your own cart, or decline it. Your own cart stays as it is.
prepared-accept = Accept and check out
prepared-merge = Put into my cart
prepared-merge-help = All lines are added to your own cart.
prepared-decline-fold = Decline it
prepared-decline = Decline
prepared-reason = Reason for support
prepared-undo = Take it out of my cart again
prepared-you-withdrawn = Support took this cart back to change it. It is here again when support hands it over.
prepared-you-offered = This cart waits for your answer.
prepared-you-ordered = You ordered this cart.
prepared-you-merged = You put this cart into your own cart.
prepared-you-declined = You declined this cart. Support reads your answer.
prepared-done-merged = The lines are in your cart.
prepared-done-declined = The cart was declined.
prepared-done-undone = The lines are out of your cart again.

## The agent

prepared-begin = Prepare a cart
prepared-begin-help = Fill a cart beside the customer's own and hand it over. The customer's own cart stays as it is.
prepared-not-handed-over = Prepared cart, not handed over yet
prepared-draft-help = Everything that you add goes into this cart. { $customer } does not see it, and the own cart of { $customer } stays as it is.
prepared-leave = Back to the cart of { $customer }
prepared-continue = Continue
prepared-fill-first = Add products first. Then you can hand the cart over.
prepared-message-to = Message to { $customer }
prepared-hand-over = Hand over to { $customer }
prepared-hand-over-help = { $customer } gets a mail, and decides alone about the cart.
prepared-discard = Throw away
prepared-discard-title = Throw this prepared cart away?
prepared-discard-text = Its lines are lost. The customer's own cart stays as it is.
prepared-discard-now = Throw it away
prepared-take-back = Take back
prepared-reopen = Change it again
prepared-agent-draft = This cart is not handed over yet. The customer does not see it.
prepared-agent-offered = The customer has not answered yet. Take the cart back to change it.
prepared-agent-withdrawn = This cart was taken back. The customer does not see it.
prepared-agent-ordered = The customer ordered this cart.
prepared-agent-merged = The customer put the lines into the own cart.
prepared-agent-declined = The customer declined this cart.
prepared-done-begun = You work in a new prepared cart now.
prepared-done-chosen = You work in the prepared cart now.
prepared-done-own = You work in the customer's own cart again.
prepared-done-handed-over = The cart was handed over. You work in the customer's own cart again.
prepared-done-taken-back = The cart was taken back.
prepared-done-discarded = The prepared cart was thrown away. You work in the customer's own cart again.
prepared-leaves = A prepared cart was not handed over. It stays as a draft that you find in your next session.
prepared-quick-new = Into a new prepared cart
prepared-quick-add =
    { $count ->
        [one] Add { $count } line to the prepared cart
       *[other] Add { $count } lines to the prepared cart
    }

## On orders

prepared-line-by = Added by { $who }
prepared-line-own = Added by the customer
shop-order-line-support = Added by support
shop-order-line-by = Added by { $who } (support)

## Two people in one cart

cart-changed-by = { $who } changed the cart.
cart-changed-by-you = You changed the cart in another window.
cart-show = Show
