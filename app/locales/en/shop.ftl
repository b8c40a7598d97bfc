# Words of the storefront: frame, start page, product lists, product, cart.

## Frame

shop-nav-account = Account
shop-nav-approvals = Approvals
shop-nav-categories = All categories
shop-nav-company = Company
shop-nav-orders = Orders
shop-nav-support = Support access
shop-nav-help = Get help
frame-products = Products
frame-links = Account and cart
frame-waiting =
    { $count ->
        [one] waiting
       *[other] waiting
    }
frame-lines =
    { $count ->
        [one] line
       *[other] lines
    }
foot-shop = Shop
foot-sign-out = Sign out
foot-display = Display
foot-store = Store
foot-change-store = Change store
foot-prices-plain = { $store } · Prices are net, in { $currency }.
foot-prices = { $store } · { $tagline } · Prices are net, in { $currency }.

## Start page

home-title = Start
home-prices-for = Prices and stock for { $company }.
home-visitor = List prices are shown. Sign in to see the prices of your company and to order.
home-browse = Browse products
home-orders = Your orders
home-categories = Categories
home-new = New products
home-all-products =
    { $count ->
        [one] All { $count } product
       *[other] All { $count } products
    }
home-all-in = in { $category }

## Product lists

products-count =
    { $count ->
        [one] { $count } product
       *[other] { $count } products
    }
products-all = All products
products-search = Search: { $words }
products-results = Results for “{ $words }”
products-none = There is nothing in this category at the moment
products-none-help = Look in the other categories, or search for what you need.
products-no-match = Nothing matches this search
products-no-match-help = Check the spelling, use fewer words, or try a part of the SKU.
products-browse = Browse all categories
products-sort-by = Sort by
products-sort = Sort
products-best = Best match
products-sort-name = Name
products-sort-price = Lowest price
products-sort-newest = Newest
products-sort-sku = SKU
products-more = More than { $count } products
products-cards = Cards
products-table = Table
products-families = Families
products-family = Family
products-family-all = All { $count } sizes
products-column-product = Product
products-column-stock = Stock
products-column-price = Price
products-column-order = Order
products-meant = Nothing has “{ $words }”.
products-meant-instead = Products with “{ $words }” are shown.
products-parts = Nothing has all of “{ $words }”. These products have a part of it.
products-near = Products that have a part of it
products-near-numbers = Similar numbers:
products-filters = Filters
products-filters-active = Filters ({ $count })
products-category = Category
products-in-stock = In stock
products-more-values =
    { $count ->
        [one] { $count } more
       *[other] { $count } more
    }
products-from = From
products-to = To
products-apply = Apply
products-clear = Clear all filters

## Product

item-out = Out of stock
item-out-back = Out of stock, back { $day }
item-left = { $count } left
item-in-stock = { $count } in stock
item-each = each
item-per = per { $unit }
item-on-request = Price on request
item-add = Add
item-add-what = { $product } to cart
item-add-to-cart = Add to cart
product-drawing = Drawing of { $product }
product-data = Technical data
product-sold = Sold
product-sold-each = each
product-multiples = Multiples of
product-net = { $per }, net
product-on-request = Price on request. Call us and we will quote.
product-gone = No longer sold.
product-sign-in = Sign in to order
product-buy = Price and order
product-yours = Your prices
product-list = List prices
product-from = From
product-saves = Saves
product-saved = { $percent } %

## Cart

cart-title = Cart
cart-empty = The cart is empty
cart-empty-help = Search for a product or an SKU, or browse the categories.
cart-lines = Lines
cart-lines-count =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
cart-now = In the cart now: { $quantity }.
cart-update = Update
cart-note = Note
cart-add-note = Add note
cart-note-of = to { $product }
cart-note-to = Note to { $product }
cart-remove = Remove { $product }
cart-removed = The line was removed.
cart-put-back = Put it back
cart-added = { $product } is in the cart.
cart-added-problem = { $product } is in the cart, but cannot be ordered like this. { $problem }
cart-support = Support has worked in this cart for you.
cart-by-support = Added by support for you
cart-marked = Change or remove the marked lines to check out.
cart-later = Delivery and tax are added at checkout.
cart-check-out = Check out
cart-continue = Continue shopping

## Comparing products

compare-title = Compare products
compare-button = Compare the ticked products
compare-one = Compare { $product }
compare-what = Feature
compare-different = Differences only
compare-away = Remove
compare-none = There is nothing to compare
compare-none-help = Tick up to five products in the table of a list.
