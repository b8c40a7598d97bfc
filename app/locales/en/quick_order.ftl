# Quick order: many lines at once, from a sheet, from pasted text or typed.

quick-title = Quick order
quick-about = Type, paste or drop many lines at once. You see what becomes of each before anything goes into the cart.
quick-from-sheet = Order from a sheet
quick-type = Type lines
quick-number-of = Number or name, line { $line }
quick-quantity-of = Quantity, line { $line }
quick-unit-of = Unit, line { $line }
quick-number-example = SKU, own number or name
quick-paste = Paste lines
quick-paste-help = One product a line: number and quantity in any order, parted by tabs, semicolons, commas or blanks. A unit may stand beside the quantity.
quick-file = Choose a file or drop it here
quick-file-help = Excel, OpenDocument or CSV, up to { $size } MB and { $rows } rows. Sheet and columns are found, and you can correct them.
quick-look = Look at the lines
quick-nothing-yet = Nothing goes into the cart yet.
quick-reading = Reading …
quick-not-read = This was not read
quick-both = Send either lines or a file, not both. Your lines are still here; choose the file again if you want that one.
quick-nothing = Type or paste at least one line, or choose a file.
quick-earlier = Read before
quick-kept = The newest { $count } are kept for 14 days.
quick-lines = Typed or pasted lines
quick-by-support = Sent by support for you
quick-rows-read =
    { $count ->
        [one] { $count } row read
       *[other] { $count } rows read
    }

quick-head-number = SKU
quick-head-quantity = Quantity
quick-head-unit = Unit
quick-head-note = Note
quick-head-reason = Reason
quick-head-row = Row

quick-add =
    { $count ->
        [one] Add { $count } line to the cart
       *[other] Add { $count } lines to the cart
    }
quick-net = net, without delivery
quick-none-goes = No row can go into the cart at the moment.
quick-added =
    { $count ->
        [one] { $count } line was added to the cart.
       *[other] { $count } lines were added to the cart.
    }
quick-added-some = { $count } lines were added to the cart. { $left } did not fit: a line of the cart or the cart itself would be too large.
quick-to-cart = To the cart
quick-undo = Take it back
quick-undone =
    { $count ->
        [one] The cart is as it was before. { $count } line was taken back.
       *[other] The cart is as it was before. { $count } lines were taken back.
    }
quick-undo-late = The cart was changed since, so nothing was taken back. Change the lines in the cart.
quick-other = These lines were changed or added meanwhile. This is how it stands now.
quick-again = The file was read again.
quick-in-cart = In the cart
quick-order-number = The sheet has the order number { $number }.
quick-order-number-use = Use it at checkout
quick-short-help = Some products are wanted more often than there is stock. They go into the cart, where the quantity has to be reduced before you order.
quick-short = { $sku }: { $wanted } wanted, { $available } in stock.
quick-failed =
    { $count ->
        [one] { $count } row does not go. Download it with the reason, correct it, and drop it here again:
       *[other] { $count } rows do not go. Download them with the reasons, correct them, and drop them here again:
    }
quick-failed-xlsx = Excel
quick-failed-csv = CSV
quick-show-all = All
quick-show-problems = To look at
quick-no-rows = No rows of this kind
quick-no-rows-help = Choose another kind above.
quick-apply = Apply changes
quick-all-same = Yes to all that are the same but for blanks and hyphens
quick-all-replaced = Accept all replacements
quick-all-hidden = Take all hidden rows
quick-take = Take this row
quick-pick-quantity = { $quantity } × { $unit }

quick-columns = Sheet and columns
quick-columns-sheet = Sheet { $sheet }.
quick-columns-which = Sheet
quick-columns-header = Row with the headings
quick-columns-header-help = Leave it empty when there are none.
quick-columns-nth = Column { $n }
quick-columns-unused = Not used
quick-columns-again = Read again
quick-role-article = SKU
quick-role-own = Own item number
quick-role-gtin = GTIN
quick-role-name = Name
quick-role-quantity = Quantity
quick-role-unit = Unit
quick-role-note = Note
quick-role-cost-centre = Cost centre
quick-role-requested = Requested day
quick-role-order-number = Order number
quick-ask-sheet = Several sheets could be meant; the first of them was read. Choose another one below if it is not this one.
quick-ask-no-headings = The sheet has no headings, so the columns were guessed from what is in them. Check them below.
quick-ask-no-key = No column with numbers of products was found. Say below which column has them.
quick-ask-no-quantity = No column with quantities was found, so each row counts as one. Say below which column has them.
quick-ask-twice = Several columns could be this one: { $role }. The first of them was read.

quick-state-matched = Fits
quick-state-summed = Added to another row
quick-state-stepped = Raised to the pack
quick-state-reduced = Reduced to the stock
quick-state-choose = Choose
quick-state-unknown = Not found
quick-state-replaced = Replaced
quick-state-not-visible = Not for your company
quick-state-hidden = Hidden in the file
quick-state-spoilt = Changed by a spreadsheet
quick-state-refused = Not possible

quick-why-stepped = Changed from { $from } to { $to }: sold in steps of { $step }.
quick-why-reduced = Changed from { $from } to { $to }: only { $available } in stock.
quick-why-out = { $from } wanted, none in stock.
quick-why-out-until = { $from } wanted, none in stock. More is expected on { $day }.
quick-why-summed = The same product as in row { $row }; the quantities are added.
quick-why-alike = The number differs in blanks or hyphens. Is it the same?
quick-why-several = The number fits several products. Which one is it?
quick-why-unit = The unit is “{ $typed }”, the product is sold by: { $sold }. How many are meant?
quick-why-unsure = The quantity can be read in two ways. Which one is meant?
quick-why-unknown = No product has this number. Correct it, or take one of the nearest.
quick-why-no-number = The row has no number of a product.
quick-why-replaced = No longer sold. This one takes its place:
quick-why-no-price = It has no price for your company. Ask us, or enter another number.
quick-why-withdrawn = No longer sold, and nothing takes its place.
quick-why-hidden = The file hides this row, so it does not go by itself.
quick-why-together =
    { $count ->
        [one] Together with row { $rows } it is more than { $most }, the most of one product.
       *[other] Together with rows { $rows } it is more than { $most }, the most of one product.
    }
quick-spoilt-date = A spreadsheet made a date of this number. Type it as it was.
quick-spoilt-power = A spreadsheet made a power of ten of this number. Type it as it was.
quick-spoilt-digits = The last digits of this number were lost in a spreadsheet. Type it as it was.
quick-spoilt-bool = A spreadsheet made true or false of this number. Type it as it was.
quick-spoilt-error = The cell holds an error or a formula without a result. Type the number.
quick-fault-missing = The quantity is missing.
quick-fault-negative = The quantity is less than zero.
quick-fault-zero = The quantity is zero.
quick-fault-not-a-number = The quantity is no number.
quick-fault-date = The quantity is a date.
quick-fault-bool = The quantity is true or false.
quick-fault-formula = The quantity is a formula without a result, or an error.
quick-fault-fraction = The quantity is not a whole number of what is sold.
quick-fault-too-large = The quantity is more than { $most }, the most of one product.
quick-remark-own = Found by your own number.
quick-remark-converted = Converted from { $typed }.
quick-remark-cleaned = Unreadable characters were taken out.
quick-remark-day = Wanted on { $day }.
quick-remark-perhaps = Wanted on { $day }? The day is not clear, so it is not taken; set it in the cart.
quick-remark-no-day = The wanted day cannot be read.
quick-remark-one = No quantity was given, so one was taken.

quick-refusal-empty = There are no rows in it. Check that it is the right file, and that the rows are saved in it.
quick-refusal-password = The file has a password. Take the password away, save it, and choose it again.
quick-refusal-incomplete = The file is incomplete or damaged. Save it again, and choose it again.
quick-refusal-too-large = The file is larger than { $size } MB. Save only the sheet with the order as XLSX or CSV.
quick-refusal-unpacked = What is packed in the file is larger than { $size } MB. Save only the sheet with the order as XLSX or CSV.
quick-refusal-too-many-rows = There are more than { $limit } rows. Split them into several files.
quick-refusal-too-many-cells = There are too many cells in it. Save only the columns of the order.
quick-refusal-too-many-columns = Row { $row } has more than { $limit } columns. Save only the columns of the order.
quick-refusal-too-many-sheets = There are more than { $limit } sheets in it. Save only the sheet with the order.
quick-refusal-cell-too-long = A cell in row { $row } holds too much text. Shorten it.
quick-refusal-too-slow = Reading the file took too long. Save only the sheet with the order as XLSX or CSV.
quick-refusal-other-sheet = This kind of spreadsheet is not read. Save it as XLSX or CSV.
quick-refusal-not-a-sheet = This is no spreadsheet and no text with rows. Save the rows as XLSX or CSV.
