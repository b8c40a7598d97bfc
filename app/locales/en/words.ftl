# What codes are called: states, roles, choices, and what was done.

## Accounts

account-status-active = Active
account-status-locked = Locked
account-status-invited = Invited
account-status-unverified = Unverified
account-status-disabled = Disabled

## Orders

order-status-awaiting-approval = Awaiting approval
order-status-rejected = Rejected
order-status-withdrawn = Withdrawn
order-status-placed = Placed
order-status-confirmed = Confirmed
order-status-shipped = Shipped
order-status-delivered = Delivered
order-status-cancelled = Cancelled
shipping-standard = Standard
shipping-standard-help = 2 to 3 working days
shipping-express = Express
shipping-express-help = Next working day when ordered before 15:00
shipping-collect = Collect
shipping-collect-help = Ready at the counter in two hours
po-number = PO { $number }

## Roles

role-customer = Customer
role-system = System
staff-role-admin = Administrator
staff-role-supervisor = Supervisor
staff-role-agent = Support
staff-role-junior = Support trainee
staff-role-sales = Sales representative
staff-role-auditor = Auditor
staff-role-finance = Finance
company-role-admin = Administrator
company-role-admin-help = Orders, approves, and sets the rules of the company
company-role-approver = Approver
company-role-approver-help = Orders and approves
company-role-buyer = Buyer
company-role-buyer-help = Orders
company-role-viewer = Viewer
company-role-viewer-help = Sees carts and orders, changes nothing

## What a role may do

may-view-contacts = See contacts
may-view-contacts-help = Find and read contacts and companies
may-view-orders = See orders
may-view-orders-help = Find and read orders
may-send-reset = Send password links
may-send-reset-help = Have a customer sent a link for a new password, without seeing it
may-invite-customers = Invite customers
may-invite-customers-help = Have a customer sent a link to choose their first password, without seeing it
may-view-sessions = See all sessions
may-view-sessions-help = On-behalf sessions of everybody, not only their own
may-end-sessions = End sessions
may-end-sessions-help = End an on-behalf session of somebody else
may-override-consent = Override consent
may-override-consent-help = Be the second person of a session against the customer's consent
may-release-limit = Release limits
may-release-limit-help = Let a colleague place an order above their limit
may-view-staff = See staff
may-view-staff-help = The list of staff and their pages
may-manage-staff = Manage staff
may-manage-staff-help = Invite and disable people, change roles and what roles may do
may-view-audit = Read the audit log
may-view-audit-help = Search and export the log; cannot be combined with managing staff
may-import-data = Take in data by file
may-import-data-help = Import products, prices, stock, companies, contacts and orders
may-manage-media = Manage pictures and documents
may-manage-media-help = Add, change and remove the pictures and documents of products
may-name-company-admin = Name company administrators
may-name-company-admin-help = Choose the administrator of a company that has none
may-login-on-behalf = Log in on behalf
may-login-on-behalf-help = Act for customers
behalf-mode-none = No
behalf-mode-view = View only
behalf-mode-full = View and change
session-mode-view = View only
session-mode-full = Full
reach-all = All
reach-assigned = Assigned only
max-discount-any = You may give any discount.
max-discount-limit = You may give up to { $limit } alone. Above it a second person has to release the order.

## Things in the log

thing-account = Login
thing-account-invite = Invitation
thing-audit-preset = Filter
thing-behalf = On-behalf session
thing-cart = Cart
thing-contact = Contact
thing-factor = Second factor
thing-order = Order
thing-organization = Company
thing-session = Sign-in
thing-staff = Staff
thing-staff-invite = Invitation
thing-staff-role = Role
thing-store = Store
thing-view = Saved view
changed-quantity = Quantity
changed-note = Note
changed-status = Status
changed-po-number = Order reference
changed-shipping = Shipping
changed-in-line = { $field }, line { $line }

## Why an on-behalf session ended

leaves-cart = The cart was changed in this session, and no order was placed since. The cart stays as it is.
ended-stop = You ended the session.
ended-idle-itself = It ended because it was not used for a while.
ended-expired = The time chosen at the start is over.
ended-superseded = It goes on as a new session, with more time.
ended-signed-out = It ended when you signed out of the portal.
ended-portal-idle = You did not use the portal for too long. Your sign-in there ended, and this session with it.
ended-portal-expired = Your sign-in to the portal reached its time limit and ended, and this session with it.
ended-agent-disabled = Your staff account was disabled.
ended-permission-lost = Your role no longer includes the permission.
ended-subject-disabled = The customer's account was locked or disabled.
ended-company-closed = The customer's company was closed.
ended-consent-withdrawn = The customer withdrew their consent.
ended-customer = The customer ended it.
ended-supervisor = A supervisor ended it.
ended-off = Login on behalf was switched off.
ended-over = It is over.
cause-stop = Ended by the agent
cause-idle = Idle
cause-expired = Time was over
cause-superseded = Continued with more time
cause-off = Switched off
cause-signed-out = Agent signed out
cause-portal-idle = Agent's sign-in not used
cause-portal-expired = Agent's sign-in at its limit
cause-agent-disabled = Agent disabled
cause-permission-lost = Permission lost
cause-subject-disabled = Account locked
cause-company-closed = Company closed
cause-consent-withdrawn = Consent withdrawn
cause-customer = Ended by the customer
cause-supervisor = Ended by a supervisor
cause-other = Ended
own-cause-customer = You ended it
own-cause-consent-withdrawn = You withdrew your consent
own-cause-stop = Support was done
own-cause-idle = Support did nothing for a while
unopened-refused = You refused it
unopened-cancelled = Support stopped asking
unopened-late = Not answered in time

## Consent

consent-allowed = Allowed
consent-ask = Ask me each time
consent-never = Never
consent-allowed-help = Support may come in when you need help. You see every session here.
consent-ask-help = Each session waits until you allow it on your screen or read out a code.
consent-never-help = Nobody comes in. In an emergency two people at support together can, and you are informed at once.
consent-ask-first = The customer is asked first: they allow it on their screen or read out a code.
consent-second-person = The customer does not allow support access. A second person is needed to override that.
consent-word-allowed = allowed
consent-word-ask = ask each time
consent-word-never = never
consent-both = The customer's setting: { $customer }. The company's setting: { $company }. The stricter one counts: { $counts }.
basis-allowed = Support access is allowed
basis-asked = Asked, not answered
basis-approved = Allowed by the customer on their screen
basis-code = By a code that the customer read out
basis-override = None: two people overrode it
basis-refused = Refused
own-basis-approved = You allowed it on your screen
own-basis-code = You read out a code
own-basis-override = None: two people at support overrode it
own-basis-allowed = Support is allowed in your account

## Approval in a company

approval-waiting = Waiting
approval-approved = Approved
approval-rejected = Rejected
approval-withdrawn = Withdrawn
approvers-none = an administrator of the company
approvers-two = { $first } or { $second }
approvers-three = { $first }, { $second } or { $third }
approvers-more = { $first }, { $second } or { $count } others
approval-above = Above { $amount }
approval-not-needed = Not needed
approval-beforehand = Above { $amount } an order goes to { $whom } for approval before it is placed. Its prices are kept meanwhile.

## People

person-with-role = { $name } ({ $role })
person-you = you

## Browsers

browser-unknown = Unknown browser
browser-unknown-on = Unknown browser on { $system }
browser-on = { $browser } on { $system }

## Times

ago-now = just now
ago-minutes = { $count } min ago
ago-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
span-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
span-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
span-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }

## A cookie that was not kept

cookie-title = Your browser did not keep the session cookie
cookie-sign-in = What you typed was right. But the browser did not send back the cookie that says who you are, so you are not signed in.
cookie-step = The browser did not send back the cookie that the next step needs, so you are not signed in.
cookie-behalf = What you typed was right. But the browser did not send back the cookie of this session, so it cannot be shown here. It ends by itself.
cookie-http-secure = This address begins with http://. Some browsers, Safari among them, keep the cookie only where the address begins with https://. Use this one:
cookie-http-local = This address begins with http://. Some browsers, Safari among them, keep the cookie only where the address begins with https://. Start the program with --tls self-signed, or use another browser.
cookie-http = This address begins with http://. Browsers keep the cookie only where the address begins with https://. Ask the people who run this site for that address.
cookie-self-made = The program made the certificate of that address itself, so your browser warns you once. On your own machine you can go on.
cookie-blocked = Cookies may also be blocked: allow them for this site in the settings of your browser, then try again.

## Done

done-added = Added to the cart.
done-changed = The line was changed.
done-consent = Your choice was saved.
done-consent-ended = Your choice was saved, and support is out of your account.
done-company-approval = The rule was saved.
done-company-consent-ended = The choice was saved, and support is out of your accounts.
done-company-role = The role was changed. It takes effect with their next click.
done-account-joined = Your password is set. Sign in with it.
done-customer-invited = The invitation is on its way to the customer. Its link works once, for seven days.
done-customer-invite-revoked = The invitation was revoked. Its link works no more.
done-customers-invited = The invitations are on their way. Each link works once, for seven days.
done-customers-invited-none = Nobody was left to be invited. Nothing was sent.
done-company-admin-named = The company has an administrator now.
done-ended = The session was ended.
done-support-ended = The session was ended. Support is out of your account.
done-factor-added = The second factor was added.
done-factor-removed = The second factor was removed.
done-filter-saved = The filter was saved.
done-filter-removed = The filter was removed.
done-removed = The line was removed.
done-restored = The line is back in the cart.
done-signed-out = You are signed out.
done-order-approved = The order is placed. The buyer is informed.
done-order-rejected = The order was rejected. The buyer is informed.
done-order-withdrawn = The order was taken back.
done-password = Your password was changed.
done-sessions-ended = Signed out there.
done-password-reset = Your password is set, and you are signed out everywhere. Sign in with it.
done-reset-asked = If somebody signs in with this e-mail, a link is on its way. It works once, for 15 minutes.
done-reset-sent = The link is on its way to the customer. It works once, for 15 minutes.
done-started = The session has started. What you do now is done for the customer, and recorded.
done-set-up = This installation is set up. Sign in with your e-mail and password.
done-store = The store was changed.
done-staff-disabled = Disabled. All sessions have ended.
done-staff-enabled = Enabled again.
done-media-added = The files were added.
done-media-saved = Saved.
done-media-removed = The file was removed from the product.
done-staff-invited = The invitation is on its way.
done-staff-joined = Your password is set. Sign in with it.
done-staff-revoked = The invitation was taken back.
done-staff-role = The role was changed.
done-staff-role-saved = The role was saved.
done-staff-scope = Companies and stores were saved.
done-staff-signed-out = Signed out everywhere.
done-too-late = That took longer than five minutes. Start again.
done-verified = The log was verified. The result is beside the title.
done-verifying = The log is being verified. The result will appear beside the title.

country = { $code ->
    [GB] United Kingdom
    [IE] Ireland
    [DE] Germany
    [FR] France
    [BE] Belgium
    [NL] Netherlands
    [ES] Spain
    [IT] Italy
    [PT] Portugal
    [PL] Poland
    [AT] Austria
    [CH] Switzerland
    [GR] Greece
    [SE] Sweden
    [DK] Denmark
    [CZ] Czechia
    [UA] Ukraine
    [NO] Norway
    [FI] Finland
    [LU] Luxembourg
    [BG] Bulgaria
    [CY] Cyprus
    [EE] Estonia
    [HR] Croatia
    [HU] Hungary
    [IS] Iceland
    [LI] Liechtenstein
    [LT] Lithuania
    [LV] Latvia
    [MT] Malta
    [RO] Romania
    [SI] Slovenia
    [SK] Slovakia
    [AU] Australia
    [CA] Canada
    [NZ] New Zealand
    [US] United States
   *[other] { $code }
}
