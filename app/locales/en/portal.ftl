# Words of the frame of the portal, and those that several of its pages share.

## Words of several pages

portal-accounts = Accounts
portal-agent = Agent
portal-all = All
portal-back-to-contacts = Contacts
portal-cancel = Cancel
portal-choose-role = Choose a role
portal-clear-all = Clear search and filters
portal-clear-filters = Clear filters
portal-close = Close
portal-company = Company
portal-contact = Contact
portal-continue = Continue
portal-customer = Customer
portal-customer-number = Customer number
portal-email = Work e-mail
portal-lines = Lines
portal-login-on-behalf = Login on behalf
portal-mode = Mode
portal-mode-view = View only
portal-name = Name
portal-never-signed-in = Never signed in
portal-no-account = No account
portal-no-orders-yet = No orders yet
portal-note = Note
portal-on-behalf = On behalf
portal-placed-utc = Placed (UTC)
portal-reason = Reason
portal-recent-orders = Recent orders
portal-all-orders = All orders
portal-remove = Remove
portal-role = Role
portal-search = Search
portal-started-utc = Started (UTC)
portal-state = State
portal-status = Status
portal-store = Store
portal-support-rule = The company's setting for support access
portal-support-rule-help = The customer can be stricter; the stricter setting counts.
portal-terms = Terms
portal-ticket = Ticket
portal-times-utc = Times in UTC
portal-total = Total
portal-before = Before
portal-after = After
portal-field = Field
portal-before-and-after = Before and after

## Frame

frame-security-title = Your password and second factors
frame-security = Security
frame-sign-out = Sign out
frame-menu = Menu
frame-main = Main
frame-contacts = Contacts
frame-orders = Orders
frame-sessions = Sessions
frame-audit = Audit
frame-import = Import
frame-media = Pictures
frame-staff = Staff

## Saved views of a list

views = Saved views
views-fold = Save or remove views
views-save-as = Save this view as
views-save = Save view
views-remove-whose = view { $name }
views-remove-question = Remove the view { $name }?
views-remove-help = Only this shortcut goes. What it lists stays.
view-done-saved = The view was saved.
view-done-removed = The view was removed.

## Signing in

portal-sign-in-title = Sign in
portal-sign-in-lead = The portal is for staff.
portal-sign-in-password = Password
portal-sign-in-passkey = Sign in with a passkey
portal-sign-in-forgot = Forgot your password?
portal-sign-in-throttled =
    Too many tries. Wait { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }, then try again. Nobody is locked out.

## Second step

factor-code = Code from your authenticator app
factor-recovery-code = Recovery code
factor-use-passkey = Use your passkey
factor-passkey-elsewhere = Your passkey can be used at { $host } only.
factor-title = Second factor
factor-heading = One more step
factor-lead = Your password was right. Now prove that it is you.
factor-start-again = Start again
factor-or = or
factor-passkey-title = Passkey
factor-passkey-lead = Your browser asks for it. It does not leave your device.
factor-passkey-failed = No passkey was used. Try again, or go back and use a code.
factor-passkey-bare = A passkey needs a script, which does not run here. Use a code instead.
factor-other-way = Sign in another way
factor-try-again = Try again

## Way to the storefront

handoff-title = Continue in the storefront
handoff-lead = The session is requested. You confirm with your own login in the storefront.

## People

person-for-whom = { $who } for { $whom }
person-accounts-all-active = { $count } active
person-accounts-locked = { $all } ({ $locked } locked)
person-accounts-none-active = { $all } (none active)
person-accounts-active = { $all } ({ $active } active)

## History

history-title = History
history-show-all = Show all
history-open-log = Open in the audit log
history-nothing = Nothing was done yet.
history-created = Created by
history-modified = Modified by

## Events in words

story-order-placed-discount = Order { $order } placed with a discount of { $discount }
story-order-submitted-discount = Order { $order } sent for approval with a discount of { $discount }
story-order = { $step ->
    [submitted] Order { $order } sent for approval
    [placed] Order { $order } placed
    [confirmed] Order { $order } confirmed
    [shipped] Order { $order } shipped
    [delivered] Order { $order } delivered
    [cancelled] Order { $order } cancelled
    [approved] Order { $order } approved
    [rejected] Order { $order } rejected
    [withdrawn] Order { $order } withdrawn
   *[other] Order { $order }
}
story-cart-added = { $product } added to the cart
story-cart-changed = { $product } changed in the cart
story-cart-removed = { $product } removed from the cart
story-sheet-read = Sheet { $file } read
story-viewed = { $page ->
    [account] Looked at the account page
    [approvals] Looked at the approvals
    [company] Looked at the company page
    [addresses] Looked at the addresses at checkout
    [cart] Looked at the cart
    [checkout] Looked at the checkout
    [order] Looked at an order
    [orders] Looked at the orders
    [prepared-cart] Looked at a prepared cart
    [prepared-carts] Looked at the prepared carts
    [quick-order] Looked at the quick order
    [support-access] Looked at the support access page
    [none] Looked at a page
   *[other] Looked at { $page }
}
story-page = { $page ->
    [account] the account page
    [approvals] the approvals
    [company] the company page
    [addresses] the addresses at checkout
    [cart] the cart
    [checkout] the checkout
    [order] an order
    [orders] the orders
    [prepared-cart] a prepared cart
    [prepared-carts] the prepared carts
    [quick-order] the quick order
    [support-access] the support access page
    [none] a page
   *[other] { $page }
}
story-requested = Session requested
story-started = Session started, confirmed with the agent's own login
story-overridden = Consent overridden by two people
story-ended = { $cause ->
    [stop] Session ended by the agent
    [idle] Session ended: idle
    [expired] Session ended: time was over
    [superseded] Session ended: continued with more time
    [off] Session ended: switched off
    [signed_out] Session ended: agent signed out
    [portal_idle] Session ended: agent's sign-in not used
    [portal_expired] Session ended: agent's sign-in at its limit
    [agent_disabled] Session ended: agent disabled
    [permission_lost] Session ended: permission lost
    [subject_disabled] Session ended: account locked
    [company_closed] Session ended: company closed
    [consent_withdrawn] Session ended: consent withdrawn
    [customer] Session ended by the customer
    [supervisor] Session ended by a supervisor
   *[other] Session ended
}
story-denied = Session refused: { $why }
story-refused = Refused: { $why }
story-discount = discount of { $discount }
story-nobody = Nobody signed in
story-system = The system
