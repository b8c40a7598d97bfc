# Words of the pages about orders in the portal.

## Orders

portal-orders-title = Orders
portal-orders-search = Search orders
portal-orders-search-help = Number, PO number, company or name
portal-orders-count = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
portal-orders-without = without orders
portal-orders-no-match = No order matches
portal-orders-no-match-help = Search by order number, PO number, company or name, or show all orders.
portal-orders-show-all = Show all orders
portal-orders-none-help = Orders that customers place, or that support places for them, appear here.
portal-orders-order = Order
portal-orders-placed-by = Placed by

## An order

portal-order-title = Order { $number }
portal-order-note = Note:
portal-order-lines = Lines of the order
portal-order-product = Product
portal-order-quantity = Quantity
portal-order-price = Price
portal-order-summary = Summary
portal-order-approval = Approval in the company
portal-order-about = About this order
portal-order-session = Session in which it was placed
