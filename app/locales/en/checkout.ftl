# Words of the checkout and of the customer's orders.

## Checkout

checkout-title = Checkout
checkout-not-placed = The order was not placed
checkout-address = Delivery address
checkout-no-address = Your company has no delivery address yet. Contact us and we will add it.
checkout-method = Delivery method
checkout-total-of = Total { $total }
checkout-payment = Payment
checkout-on-account = On account
checkout-due-at-once = By invoice, due at once
checkout-due =
    { $days ->
        [one] By invoice, due in { $days } day
       *[other] By invoice, due in { $days } days
    }
checkout-references = References
checkout-po-number = PO number
checkout-po-number-help = Printed on the order and the invoice.
checkout-note = Order note
checkout-limit = Limit
checkout-limit-method = With { $method } delivery this order goes above your limit, and a second person has to release it. Otherwise leave this empty.
checkout-limit-address = To another address this order goes above your limit, and a second person has to release it. Otherwise leave this empty.
checkout-above-limit = Above your limit: { $release }
checkout-above-limit-release = a second person has to release it
checkout-lines = Some lines cannot be ordered as they are.
checkout-back = Back to the cart
checkout-place = Place order
checkout-place-for = Place order for { $customer }
checkout-submit = Send for approval
checkout-binding = The order is binding. You will see a confirmation with its number.

## Discount

checkout-discount = Discount
checkout-discount-percent = Discount on the goods in percent
checkout-discount-percent-help = Such as 5 or 7.5.
checkout-discount-reason = Reason for the discount
checkout-discount-reason-help = With a discount, at least 10 characters. The customer reads it on the order.
checkout-discount-static = After typing a discount, click Show the new total first. The order is placed at the total that you have seen.
checkout-discount-show = Show the new total

## Release by a second person

release-title = Release by a second person
release-help = Somebody else who may release limits enters their own login here. The record of the order names both of you.
release-email = Their work e-mail
release-password = Their password
release-code = Their code
release-code-help = Only if they sign in with one.

## Amounts

summary-title = Summary
summary-goods = Goods, net
summary-discount = Discount ({ $share })
summary-delivery = Delivery
summary-free = Free
summary-tax = Tax ({ $note })
tax-uk-vat = UK VAT
tax-german-vat = German VAT
tax-domestic = tax of the store's country
tax-reverse-charge = Reverse charge: VAT is due by the recipient
tax-export = Export: no VAT is charged
tax-invoiced = on the invoice, not included here

## Orders

shop-orders-count =
    { $count ->
        [one] { $count } order
       *[other] { $count } orders
    }
shop-orders-none = No orders yet
shop-orders-none-help = Orders that you place, or that support places for you, appear here.
shop-orders-no-match-help = Search by order number or PO number, or show all orders.
shop-orders-show-all = Show all orders
shop-orders-search = Search orders
shop-orders-search-by = Order or PO number
shop-orders-order = Order
shop-orders-placed = Placed
shop-orders-placed-utc = Placed (UTC)
shop-orders-placed-by = Placed by
shop-orders-status = Status
shop-orders-total = Total

## Order

shop-order-title = Order { $number }
shop-order-all = All orders
shop-order-placed = Order placed
shop-order-placed-title = Order { $number } placed
shop-order-placed-text = Thank you. We will confirm it shortly. Use the number below if you have questions about it.
shop-order-placed-for = It belongs to { $customer }. Read the number out to them; they find it among their orders.
shop-order-submitted = Sent for approval
shop-order-submitted-title = Order { $number } sent for approval
shop-order-submitted-text = It goes to { $whom } for approval. You get a mail when it is decided. Its prices are kept.
shop-order-submitted-for = It belongs to { $customer } and goes to { $whom } for approval. Nobody at support can approve it.
shop-order-submitted-by = Submitted by
shop-order-about = About this order
shop-order-terms-at-once = On account, due at once
shop-order-terms =
    { $days ->
        [one] On account, { $days } day
       *[other] On account, { $days } days
    }
shop-order-discount = { $share } by { $by }
shop-order-po-before = Used before, on order { $number }
