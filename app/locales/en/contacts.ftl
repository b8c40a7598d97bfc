# Words of the pages about customers in the portal: contacts, companies, and starting to act on behalf of somebody.

## Contacts

contacts-title = Contacts
contacts-all-companies = All companies
contacts-which-company = No company, or more than one, has this name. Choose one of these, or type more of it.
contacts-account = Account
contacts-count = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
contacts-no-orders = No orders
contacts-last-order = Last order (UTC)
contacts-no-match = No contact matches
contacts-no-match-help = Check the spelling, search by company, e-mail, phone or order number instead, or clear search and filters.
contacts-why-script = Written in another script
contacts-why-nickname = { $name } is a form of this name
contacts-why-errors = { $count ->
    [one] { $count } letter differs from { $word }
   *[other] { $count } letters differ from { $word }
}
contacts-why-sounds = Sounds like { $word }
contacts-why-like = Similar to { $word }
contacts-why-email = By e-mail
contacts-why-phone = Phone { $phone }
contacts-why-company = Company number { $number }
contacts-why-order = Order { $number }
contacts-why-po = PO { $po }, order { $order }
contacts-why-bought = Article { $number }
contacts-view = Show
contacts-recent = Opened lately
contacts-mine = My companies
contacts-problem = What the customer saw: { $reference }
contacts-help-code = { $name } shows this code and asks for help. Log in on behalf with it.
contacts-none = No contacts yet
contacts-none-help = Contacts appear here as soon as a company has some.

## A contact

contact-speaks = Speaks { $language }
contact-local-time = { $time } there
contact-go-to-accounts = Go to accounts
contact-on-hold = The company is on credit hold: orders cannot be placed at the moment. Finance can lift the hold.
contact-closed = The company is closed: its people cannot sign in, nobody can act for them, and nothing is ordered.
contact-no-orders-help = Orders that the contact places, or that support places for them, appear here.
contact-cart = Open cart
contact-cart-lines = Lines in the open cart
contact-cart-empty = The cart is empty.
contact-product = Product
contact-quantity = Quantity
contact-unit = Unit
contact-support = Support sessions
contact-support-none = No support session that you may see.
contact-language = { $language ->
    [ar] Arabic
    [bg] Bulgarian
    [cs] Czech
    [cy] Welsh
    [da] Danish
    [de] German
    [el] Greek
    [en] English
    [es] Spanish
    [fi] Finnish
    [fr] French
    [ga] Irish
    [he] Hebrew
    [hi] Hindi
    [hr] Croatian
    [hu] Hungarian
    [it] Italian
    [ja] Japanese
    [ka] Georgian
    [ko] Korean
    [nl] Dutch
    [no] Norwegian
    [nb] Norwegian
    [nn] Norwegian
    [pl] Polish
    [pt] Portuguese
    [ro] Romanian
    [ru] Russian
    [sk] Slovak
    [sv] Swedish
    [tr] Turkish
    [th] Thai
    [uk] Ukrainian
    [vi] Vietnamese
    [zh] Chinese
   *[other] { $code }
}

## Accounts of a contact

portal-account-none = This contact cannot sign in.
portal-account-last = Last sign-in { $time }
portal-account-whose = of { $email } in { $store }
portal-account-reset = Send password link
portal-account-reset-whose = to { $email } for { $store }
portal-account-reset-question = Send a link for a new password to { $name }?
portal-account-reset-help = It goes to the customer's own e-mail, works once and for fifteen minutes. You do not see it. The old password works until they choose a new one.

## Starting a session on behalf

start-title = Login on behalf of { $name }
start-heading = Start a session
start-rejected = The session was not requested. Correct the marked fields.
start-open-already = You have a session open for this account since { $time } UTC. { $link }, or start another one.
start-go-on = Continue in it
start-confirm-next = You confirm with your own login next.
start-confirm-there = Opens in a new tab. You confirm with your own login there.
start-work-as = You will work as
start-override = A second person is here to override this. The customer is informed at once.
start-details = Details
start-details-help = Optional; at least 10 characters when the reason is in your own words.
start-ticket-help = Optional; a ticket is reason enough.
start-preset-order = Help with an order
start-preset-problem = Reproduce a problem
start-preset-stock = Price or stock question
start-preset-payment = Payment or invoice question
start-preset-other = Other, in my own words
start-choose-reason = Choose a reason
start-reason-help = Required, unless you give a ticket.
start-only-view = View only: your role may look at everything the customer sees and change nothing.
start-begins-on = Begins on
start-page-dropped = The link named a page that no session begins on. The session begins on the start page of the store.
start-code-typed = The customer read a code out: the session opens at once, with their consent.
start-whose = of { $name }
start-cart-of = the open cart in { $store }
start-prepared-of = the prepared cart in { $store }
start-which = Which account?
start-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
start-duration = Duration

## The code of a customer who asks for help

help-title = Help code
help-heading = Type the customer's code
help-code = Help code
help-code-help = Six digits. The customer finds them under Get help at the top of the shop, signed in.
help-go = Go on

## A company

organization-active = Active
organization-on-hold = Credit hold
organization-closed = Closed
organization-consent-allowed = Allowed
organization-consent-ask = Only after asking the customer
organization-consent-never = Not allowed
organization-terms-at-once = Due at once
organization-terms-days = { $days ->
    [one] { $days } day net
   *[other] { $days } days net
}
organization-contacts = Contacts
organization-contacts-caption = Contacts of the company
organization-no-contacts = No contacts
organization-all-contacts = All contacts of the company
organization-no-contacts-help = Nobody is known at this company yet.
organization-contact-title = Title
organization-accounts = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
organization-no-orders-help = Orders of everybody at this company appear here.
organization-po-required = Required
organization-po-optional = Optional
organization-po-off = Not used
organization-vat = VAT id
organization-po = PO number
organization-approval = Approval of orders
organization-addresses = Addresses
organization-no-address = No address: nothing can be delivered.

## Administrators of a company

administrator-title = Administrators of the company
administrator-nobody-can = Nobody administers this company, and none of its people can sign in. Once somebody can, staff can make them the administrator.
administrator-ask = Nobody administers this company: none of its people can give roles or change its rules. Ask the company who should do it.
administrator-elsewhere = Nobody administers this company: none of its people can give roles or change its rules. An administrator of the portal can name somebody.
administrator-new = New administrator
administrator-choose = Choose a login
administrator-save = Make administrator
