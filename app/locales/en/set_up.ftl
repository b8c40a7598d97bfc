# Words of the first day: setting up, bringing data, and a store without products.

## Setting up

set-up-title = Set up your shop
set-up-lead = Nothing is saved before everything on this page is right. The link works once.
set-up-administrator = First administrator
set-up-factor-follows = After you sign in, you add a second factor, such as an app on your phone.
set-up-acting = Who may act on behalf of customers
set-up-administrators = Administrators
set-up-support = Support
set-up-acting-help = You can change this later for each role under Staff, Roles.
set-up-store = First store
set-up-store-name = Name of the store
set-up-code = Short code
set-up-code-help = Files and settings name the store by it: letters from a to z, digits and dashes.
set-up-tagline = One line about it
set-up-address = Address
set-up-country = Country it sells from
set-up-currency = Currency
set-up-currency-help = Its number format follows the language of the reader. Currencies without two decimals are not offered.
set-up-languages = Languages of its pages
set-up-choose = Choose
set-up-tax = Tax rates
set-up-tax-standard = Standard rate
set-up-tax-reduced = Reduced rate
set-up-tax-help = In Germany and the United Kingdom both may stay empty: the rates are known. Elsewhere enter at least the standard rate.
set-up-mail = Mail
set-up-mail-from = Sender of mail
set-up-mail-help = An address, or a name and an address such as Kilnworth <shop@kilnworth.example>. If it is empty, the setting mail-from holds.
set-up-save = Set up
set-up-over = This link has expired
set-up-over-help = It was used, replaced, or is older than 15 minutes. Start the program again: it shows a new link on its terminal as long as the shop is not set up.
set-up-waiting = This shop is not set up yet
set-up-waiting-help = The link to set it up stands in the terminal of the program. It works for 15 minutes; a new start of the program makes a new one.

## Bringing data

steps-title = Bring your data
steps-lead = Each step ticks itself off as soon as the data is there. Files can be imported as often as you like: what did not change stays as it is.
steps-all-done = Everything is done
steps-left = { $count ->
    [one] { $count } step left
   *[other] { $count } steps left
}
steps-steps = Steps to the first order
steps-done = Done
steps-open = Open
steps-import = Import a file
steps-sample = Sample file
steps-factor = Second factor
steps-factor-help = Your own: an app or a passkey. Portal pages open only with it.
steps-store = Store
steps-store-help = It is made on the page behind the link on the terminal of the program, or by behalf init.
steps-categories = Categories
steps-categories-help = The groups that customers browse.
steps-products = Products
steps-products-help = Article number, name, category, unit, pack.
steps-prices = Prices
steps-prices-help = At least one price list for all customers of the store.
steps-stock = Stock
steps-stock-help = What is available of each article.
steps-companies = Companies
steps-companies-help = Your customers, with address and terms.
steps-contacts = Contacts
steps-contacts-help = The people at those companies.
steps-invited = First invited customer
steps-invited-help = Somebody who has an account, and chooses the password from a mail.
steps-ordered = First order
steps-ordered-help = By the customer, or by support on behalf of them: open a contact and log in on behalf.

## A store without products

bare-title = { $store } opens soon
bare-title-none = This shop opens soon
bare-help = There are no products here yet. Please come back later.
bare-staff = For staff: this store has no products that can be shown. Import categories, products and prices.
bare-staff-store = For staff: this installation has no store yet. It is made on the page behind the link on the terminal of the program.
bare-to-portal = Open the portal
