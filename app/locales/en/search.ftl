# Words of the search boxes.

search-button = Search
search-no-answer = No answer at the moment. Try again, or press Enter to search.
search-unreadable = This call cannot be read. Reload the page and try again.

## Products

search-products = Search products
search-products-by = Product, SKU or size, such as M8 x 40
search-add = Add { $product } to the cart

## Contacts

search-contacts = Search contacts
search-contacts-by = Name, company, e-mail, phone, order or PO number
search-contacts-list = Contacts
search-contacts-found =
    { $count ->
        [one] { $count } contact
       *[other] { $count } contacts
    }
search-first-contacts = The first { $count } contacts. Press Enter for all.
search-no-contact = No contact matches. Check the spelling or clear the filters.

## Everything

find-label = Search everything
find-by = Contact, company, order, PO number or page
find-key = Ctrl K
find-keys = Arrows choose, Enter opens, Shift+Enter logs in on behalf, Esc closes. “oleg > login” works too.
find-some = Choose one, or press Enter for all.
find-nothing = Nothing matches.
find-nothing-help = Type a name, a company, an order or PO number, a phone number or the name of a page.
find-contacts = Contacts
find-companies = Companies
find-orders = Orders
find-pages = Pages
find-company = Company
find-more = All that match
