# Lists, lines saved for later, ordering again, and what was bought before.

lists-title = Lists
lists-about = Products that you buy again and again. Putting a list into the cart leaves the list as it is.
lists-new = New list
lists-create = Create list
lists-name = Name
lists-note = Note
lists-sharing = Shared with your company
lists-sharing-none = Not shared
lists-sharing-none-help = Only you see it.
lists-sharing-read = Shared to read
lists-sharing-read-help = Others see it and put it into their carts.
lists-sharing-full = Shared to change
lists-sharing-full-help = Others change its lines, its name and its note, too.
lists-search = Search lists
lists-search-by = Name of a list
lists-whose = Whose
lists-all = All
lists-own = Own lists
lists-shared = Shared by others
lists-count =
    { $count ->
        [one] { $count } list
       *[other] { $count } lists
    }
lists-none = There is no list yet
lists-none-help = Make one here, or put something into a list from a product, the cart, an order or the quick order.
lists-no-match = No list matches
lists-no-match-help = Use fewer words, or look at all lists.
lists-show-all = Show all lists
lists-owner = Owner
lists-yours = You
lists-of = of { $who }
lists-support = Support
lists-made-by = Created by { $who }
lists-changed = Changed
lists-changed-at = Changed { $time }
lists-removed = The list was removed.
lists-remove = Remove list
lists-settings = Name, note and sharing
lists-save = Save
lists-save-lines = Save changes
lists-now = In the list now: { $quantity }.
lists-empty = The list has no lines
lists-empty-help = Type the number of a product above, or put products into the list from their pages, the cart or an order.
lists-add-title = Add a product
lists-add-number = Number
lists-add-number-help = SKU or your own number.
lists-add = Add to the list
lists-sort-added = As added
lists-tick = Choose
lists-tick-one = Tick at least one line first.
lists-cart-all = Add all to cart
lists-cart-ticked = Add ticked lines to cart
lists-successor = Replaced by { $product }
lists-again = Lines of a list
lists-added =
    { $count ->
        [one] { $count } line is in the list.
       *[other] { $count } lines are in the list.
    }
lists-added-some = { $count } lines are in the list. { $left } did not fit: a line or the list would be too large.
lists-into = Add to a list
lists-into-title = Add to a list
lists-into-product = One product
lists-into-cart = All lines of the cart
lists-into-line = One line of the cart
lists-into-order = All lines of order { $number }
lists-into-quick = The lines of a quick order
lists-into-which = List
lists-into-new = New list
lists-into-name = Name of the new list
lists-into-name-help = Only for a new list.
lists-into-add = Add
lists-into-not = Nothing was added

later-title = Saved for later
later-save = Save for later
later-back = Move to cart

again-short = Order again
again-all = Order again
again-ticked = Order ticked lines again
again-help = At today's prices and stock. What is in the cart stays there.
again-title = Order { $number } again
again-none = Nothing went into the cart. Each row says why.
again-price = Price then { $was }, now { $now }.
again-merged =
    { $count ->
        [one] { $count } product was in the cart already; the quantities were added.
       *[other] { $count } products were in the cart already; the quantities were added.
    }

bought-title = Bought before
bought-about = Everything that you ordered so far, with the last date and quantity.
bought-on = Bought on { $day }
bought-search = Search what was bought
bought-search-by = Name or SKU
bought-any-stock = All
bought-last = Last bought
bought-quantity = Last quantity
bought-times = Orders
bought-none = Nothing was bought yet
bought-none-help = As soon as an order is placed, its products stand here.
bought-no-match = Nothing of it matches
bought-no-match-help = Use fewer words, or look at everything that was bought.
bought-show-all = Show all

thing-list = List
conflict-list = The list has changed
conflict-list-help = Somebody changed the list after this page was shown. This is how it is now; nothing was lost.
wrong-no-such-product = No product has this number.
done-later = The line was saved for later.
done-list-created = The list was created.
done-list-restored = The list is back.
products-column-quantity = Quantity
event-cart-item-saved = Product saved for later
event-list-changed = List renamed or shared
event-list-created = List created
event-list-line-removed = Product removed from list
event-list-lines-added = Products added to list
event-list-lines-changed = Products changed in list
event-list-removed = List removed
event-list-restored = List put back
