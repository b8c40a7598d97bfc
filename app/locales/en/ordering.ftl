# Words of ordering: mending a cart, ordering a part of it, days, cost centres, files.

## Cart

cart-tick = Order this line
cart-tick-all = Select all
cart-tick-none = Select none
cart-stays = Stays in the cart
cart-part = { $count } of { $all } lines are selected. The others stay in the cart.
cart-day = Delivery day
cart-add-day = Add delivery day
cart-day-of = Delivery day of { $product }
cart-day-help = From { $day } on. Empty: the day of the order.
cart-wanted-on = Wanted on { $day }
cart-price-changed = The price changed: was { $before }, now { $now }.
cart-prices-changed =
    { $count ->
        [one] The price of { $count } line has changed since you last saw it.
       *[other] The prices of { $count } lines have changed since you last saw them.
    }
cart-prices-seen = I have seen the new prices
cart-wrong-lines =
    { $count ->
        [one] { $count } line cannot be ordered as it is. It is shown first.
       *[other] { $count } lines cannot be ordered as they are. They are shown first.
    }
mend-all =
    { $count ->
        [one] Mend { $count } line
       *[other] Mend { $count } lines
    }
mend-all-help = Sets quantities to full packs and to what is in stock. Nothing is removed or replaced, and you can undo it.
mend-stock = Take { $quantity }, all there is
mend-up = Round up to { $quantity }
mend-down = Round down to { $quantity }
mend-replace = Take { $quantity } × { $product } instead
mend-day = Deliver on { $day }
mend-remove = Remove line
mend-done =
    { $count ->
        [one] { $count } line was mended.
       *[other] { $count } lines were mended.
    }
mend-undo = Undo

## Checkout

checkout-day = Requested delivery day
checkout-day-help = From { $day } on, at most a year ahead. Days are in UTC.
checkout-left =
    { $count ->
        [one] { $count } line is not selected and stays in the cart.
       *[other] { $count } lines are not selected and stay in the cart.
    }
checkout-minimum = Minimum order
checkout-po-pattern-help = Such as { $example }. Printed on the order and the invoice.
order-line-day = Wanted on { $day }

## Files

files-title = Files
files-add = Files to attach
files-attach = Attach
files-remove = Remove
files-help = Up to { $count } files: PDF, PNG, JPEG, XLSX, CSV or TXT, { $size } MB each. Choose them, then click Attach.
files-kilobytes = { $count } KB
files-megabytes = { $size } MB

## Cost centres and order numbers

cost-centre = Cost centre
cost-centre-choose = Choose a cost centre
cost-centres = Cost centres
cost-centres-count =
    { $count ->
        [one] { $count } cost centre
       *[other] { $count } cost centres
    }
cost-centres-none = There are no cost centres yet
cost-centres-none-help = Add the first one. Then orders of your company can name it.
cost-centres-none-read = An administrator of your company can add some.
cost-centre-code = Code
cost-centre-name = Name
cost-centre-add = Add cost centre
cost-centre-code-of = Code of { $centre }
cost-centre-name-of = Name of { $centre }
cost-centre-save = Save
cost-centre-up = Move up
cost-centre-remove = Remove
cost-centre-removed = Cost centre { $centre } was removed. Orders keep it.
cost-centre-put-back = Put it back
cost-centre-actions = Actions
company-ordering = Rules for orders
company-ordering-lead = What orders of your company say besides their goods. It applies to everybody, and to support.
company-ordering-change = Order numbers and cost centres
company-po-rule = PO number on orders
company-po-pattern = Form of PO numbers
company-po-pattern-help = # for a digit, @ for a letter, * at the end for anything that follows, every other sign for itself. Such as PO-####. Empty: any number.
company-po-any = Any
company-cost-rule = Cost centre on orders

## What is wrong

wrong-not-a-day = There is no such day. Write a day as 2026-05-01 or 1.5.2026.
wrong-day-too-early = This day is too early. The first possible day is { $day }.
wrong-day-too-late = This day is too far ahead. The last possible day is { $day }.
wrong-nothing-selected = No line is selected. Select the lines that you want to order.
wrong-below-minimum = { $missing } more to reach the minimum order of { $minimum }.
wrong-po-pattern = PO numbers of your company look like { $example }.
wrong-star-inside = A * stands for everything that follows, so it can only be at the end.
wrong-no-cost-centre = Orders must name a cost centre, so there has to be one. Add another one first, or change the rule.
wrong-too-many-files =
    { $count ->
        [one] An order has at most { $count } file.
       *[other] An order has at most { $count } files.
    }
wrong-file-too-large = A file is larger than { $size } MB.
wrong-file-kind = { $name } is none of the kinds of files that can be attached.
wrong-file-content = { $name } holds something else than its name says.
wrong-file-empty = { $name } is empty.
wrong-not-attached = { $name } was chosen but is not attached yet. Choose it again and click Attach. To order without it, place the order now.

## Done

done-centre-added = The cost centre was added.
done-centre-changed = The cost centre was changed.
done-centre-restored = The cost centre is back.
done-mend-undone = The lines are as they were before.
done-prices-seen = The new prices are noted.

## Events

event-attachment-added = File attached
event-attachment-downloaded = File downloaded
event-attachment-removed = File removed
event-cart-lines-selected = All lines of the cart selected or none
event-cart-mended = Lines of the cart mended
event-cart-mend-undone = Mended lines taken back
event-cart-prices-seen = New prices of the cart seen
event-cost-centre-added = Cost centre added
event-cost-centre-changed = Cost centre changed
event-cost-centre-moved = Cost centre moved up
event-cost-centre-removed = Cost centre removed
event-cost-centre-restored = Cost centre put back
event-organization-order-rules-changed = Rules for orders changed
thing-attachment = File
