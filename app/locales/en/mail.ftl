# Words of mails. Each begins with the greeting; what follows are its paragraphs.

mail-hello = Hello { $name },
mail-portal = the staff portal
mail-why = Why: { $reason }

## Invitation to the staff portal

mail-invite-subject = Your access to the staff portal
mail-invite = { $by } invited you to the staff portal.
mail-invite-admin = An administrator invited you to the staff portal.
mail-invite-link =
    Choose your password here:
    { $link }
mail-invite-ends = The link works once, until { $until } (UTC). If you did not expect it, do nothing.

## Invitation of a customer

mail-customer-invite-subject = Your access to { $store }
mail-customer-invite = { $agent } invites you to order at { $store } for { $company }.
mail-customer-invite-message =
    { $agent } writes:
    { $message }
mail-customer-invite-link =
    You will sign in as { $login }. Choose your password here:
    { $link }
mail-customer-invite-ends = The link works once, until { $until } (UTC). If you did not expect it, do nothing. Nobody will ask you for this link.
mail-elsewhere-subject = A login for you at { $store }
mail-elsewhere = A login for you at { $store } was made. It is { $login }, and the invitation went there.
mail-elsewhere-not-you =
    If this is your address too, there is nothing to do. If it is not, tell your usual contact at once:
    { $link }

## Passwords

mail-reset-subject = A new password
mail-reset-asked = Somebody asked for a new password for you at { $place }.
mail-reset-by-support = Support was asked for a new password for you at { $place }.
mail-reset-link =
    Choose it here:
    { $link }
mail-reset-ends = The link works once, until { $until } (UTC). If you did not want it, do nothing: your password stays as it is. Nobody will ask you for this link.
mail-password-subject = Your password was changed
mail-password = Your password for { $place } was changed on { $at } (UTC).
mail-password-not-you =
    If it was you, there is nothing to do. If it was not, choose another one at once and tell your usual contact:
    { $link }

## An administrator's own role

mail-role-subject = The role { $role } was changed
mail-role = { $by } changed what their own role, { $role }, may do. { $second } agreed as the second administrator.
mail-role-link = What the role may do now: { $link }
mail-role-unexpected = If you did not expect this, talk to both of them.

## Approval of orders

mail-waits-subject = Order { $order } waits for your approval
mail-waits-by-buyer = An order of { $company } needs your approval: { $buyer } submitted it.
mail-waits-by-support = An order of { $company } needs your approval: support at { $store } submitted it for { $buyer }.
mail-waits-facts =
    Order: { $order }
    Total: { $total }
mail-waits-link =
    Approve or reject it here:
    { $link }
mail-waits-until = Until then nothing is delivered. Its prices and its goods are kept until { $until } (UTC); after that the order is withdrawn automatically.
mail-approved-subject = Order { $order } was approved
mail-approved = { $by } approved your order { $order }.
mail-rejected-subject = Order { $order } was rejected
mail-rejected = { $by } rejected your order { $order }.
mail-expired-subject = Order { $order } was withdrawn
mail-expired =
    { $days ->
        [one] Order { $order } waited { $days } day for approval, and nobody decided about it.
       *[other] Order { $order } waited { $days } days for approval, and nobody decided about it.
    } It was withdrawn: nothing is delivered, and its goods are free for others.

## Support in the account

mail-override-subject = Support entered your account without your consent
mail-override = Two people from { $store } together opened your account without your consent.
mail-override-link =
    You can see what they do and end it here:
    { $link }
mail-support-subject = { $agent } worked in your account on { $day }
mail-support = Somebody from { $store } worked in your account for you.
mail-support-who = Who: { $agent }
mail-support-when = When: { $from } to { $until } (UTC)
mail-support-ticket = Ticket: { $ticket }
mail-support-changes = What was changed:
mail-support-more =
    { $count ->
        [one] and { $count } more change
       *[other] and { $count } more changes
    }
mail-support-link =
    Every visit of support to your account is listed here:
    { $link }
mail-support-unexpected = If you did not expect this, tell your usual contact at once.
mail-change-placed = Order { $order } was placed
mail-change-placed-discount = Order { $order } was placed, with a discount of { $discount }
mail-change-submitted = Order { $order } was sent for approval in your company
mail-change-submitted-discount = Order { $order } was sent for approval in your company, with a discount of { $discount }
mail-change-withdrawn = Order { $order } was withdrawn
mail-change-added = Cart: { $products } was added
mail-change-changed = Cart: { $products } was changed
mail-change-removed = Cart: { $products } was removed

## Prepared carts

mail-prepared-subject = { $agent } prepared a cart for you
mail-prepared =
    { $count ->
        [one] { $agent } at { $store } prepared a cart with { $count } line for you.
       *[other] { $agent } at { $store } prepared a cart with { $count } lines for you.
    }
mail-prepared-link =
    Look at it, change it, order it or decline it here:
    { $link }
mail-prepared-own = Nothing is ordered until you say so, and your own cart stays as it is.
