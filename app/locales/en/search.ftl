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
search-contacts-by = Name, company, e-mail or phone
search-contacts-list = Contacts
search-contacts-found =
    { $count ->
        [one] { $count } contact
       *[other] { $count } contacts
    }
search-first-contacts = The first { $count } contacts. Press Enter for all.
search-no-contact = No contact matches. Check the spelling or clear the filters.
