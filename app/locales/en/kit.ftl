# Words of the parts that every page shares, and of the page that shows them all.

## Parts

kit-rows = { $count ->
    [one] { $count } row here
   *[other] { $count } rows here
}
kit-rows-a-page = Rows a page
kit-apply = Apply
kit-remove-filter = Remove filter

## The page of all parts

kit-title = Kit of parts
kit-lead = Every part that pages are made of, in each of its states. Only a demo has this page.
kit-notices = Notices
kit-info = The price list changes on Monday.
kit-success = The contact was saved.
kit-warning = This company is on hold.
kit-danger = The order was not placed.
kit-danger-help = One product is sold out. Change the cart and try again.
kit-badges = Badges
kit-tone-info = Waiting
kit-tone-success = Active
kit-tone-warning = Locked
kit-tone-danger = Refused
kit-tone-neutral = Ended
kit-label = Label
kit-list = List
kit-search = Name of a row
kit-state = State
kit-name = Name
kit-amount = Amount
kit-steps = What can be done
kit-open = Open
kit-row = Row { $number }
kit-row-note = Something about row { $number }
kit-row-why = Found by its name
kit-count = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
kit-no-match = No row matches
kit-no-match-help = Clear the search and the filters to see all rows.
kit-sum = Sum
kit-table = Table in a card
kit-empty = Nothing here yet
kit-empty-help = What belongs here appears as soon as somebody adds it.
kit-empty-table = A table without rows
kit-empty-card = A card without items
kit-pages = Pages
kit-pages-middle = Pages in the middle
kit-pages-last = Pages at the end
kit-pages-keyset = Pages without a count
kit-choices = Choices
kit-off = This row is locked.
kit-card = Card
kit-card-remark = A remark
kit-card-none = Nothing was added.
kit-facts = Facts
kit-facts-stacked = Facts side by side
kit-fact-terms = Terms
kit-fact-terms-value = 30 days
kit-fact-number = Number
kit-fact-long = Address
kit-fact-note = The stricter of two words counts.
kit-timeline = Timeline
kit-event-placed = Order placed
kit-event-refused = Discount refused
kit-event-viewed = Looked at the cart
kit-form = Form
kit-form-wrong = Form with errors
kit-form-title = The form was not saved. Correct the marked fields.
kit-form-taken = The form is complete. Nothing is saved here.
kit-text-hint = As it stands on invoices.
kit-password = Password
kit-days = Days to pay
kit-days-unit = days
kit-note = Note
kit-choose = Choose
kit-consent = Support may help
kit-consent-yes = Yes
kit-consent-yes-help = Without asking first.
kit-consent-ask = Ask first
kit-tick = Send me a mail
kit-send = Send
kit-dialog = Dialog
kit-dialog-open = Remove
kit-dialog-question = Remove this row?
kit-dialog-help = It cannot be brought back.
kit-choosing = Ways to choose
kit-tax = Tax
kit-totals = Tabs, quantity, fold and totals
kit-tabs = Sample tabs
kit-fold = More about it
