# Words of all pages. A key begins with what it belongs to.

skip-to-content = Skip to content
breadcrumb = Breadcrumb
utc = { $time } UTC
field-optional = optional

## Demo

demo-label = Demo
demo-ribbon = DEMO
demo-notice = Sample data. Nothing is delivered or charged.

## Colours

colours-system = System colours
colours-light = Light colours
colours-dark = Dark colours

## Language

language-title = Language

## Lists

list-pages-label = Pages
list-pages = { $from }–{ $to } of { $total }
list-pages-more = { $from }–{ $to } of more than { $total }
list-more-than = More than { $count }
list-first = First
list-last = Last
list-previous = Previous
list-next = Next
list-no-page = There is no page { $page }
list-ends = The list ends on page { $page }.
list-last-page = Go to the last page

## Quantities

stepper-less = One less of { $product }
stepper-quantity = Quantity of { $product }
stepper-more = One more of { $product }

## What somebody may not do or see

cannot-order-own-role = Your company role does not allow ordering.
cannot-order-customer-role = The customer's company role does not allow ordering.
cannot-order-view-only = Not possible in a view-only session.
none-assigned = No company is assigned to you
none-assigned-help = You see only the companies that are assigned to you. Ask an administrator to assign some.
