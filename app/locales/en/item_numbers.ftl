# Files to take along, and the own item numbers of a company.

export-xlsx = Excel
export-xlsx-what = , download everything in this list as a workbook
export-csv = CSV
export-csv-what = , download everything in this list as text
export-products = Products
export-article = Article number
export-own = Own item number
export-name = Name
export-quantity = Quantity
export-unit = Unit
export-pack = Pack size
export-price = Price
export-total = Line total
export-currency = Currency
export-stock = Stock
export-note = Note
export-day = Wanted on
export-each = each
line-own-number = Own number: { $number }
done-export-limit = There are more than 100,000 products in this list, which is more than one file takes. Narrow it, and download it again.

numbers-title = Own item numbers
numbers-about = What your company calls our products. Search, quick order and documents know these numbers.
numbers-search = Search own item numbers
numbers-search-by = Number or name
numbers-count =
    { $count ->
        [one] { $count } number
       *[other] { $count } numbers
    }
numbers-show-all = Show all numbers
numbers-no-match = No number matches
numbers-no-match-help = Check the spelling, or look for another part of the number or name.
numbers-none = No own item numbers yet
numbers-none-help = Add one, or upload a file with two columns: your number and our article number. The sample shows how.
numbers-sample = Sample file
numbers-since = Added
numbers-actions = Actions
numbers-change = Change
numbers-remove = Remove
numbers-removed = The number was removed.
numbers-put-back = Put it back
numbers-add-one = Add a number
numbers-change-one = Change the number
numbers-add = Add
numbers-save = Save
numbers-cancel = Cancel
numbers-many = Upload a file
numbers-file-help = Excel, OpenDocument or CSV with your number and our article number in any order, up to { $rows } rows.
numbers-look = Look at the rows
numbers-preview = Rows of the file
numbers-nothing-yet = Nothing is changed yet.
numbers-sum = { $new } new, { $changed } changed, { $same } unchanged, { $refused } not possible.
numbers-apply =
    { $count ->
        [one] Take { $count } number
       *[other] Take { $count } numbers
    }
numbers-failed-xlsx = Rows that are not possible (Excel)
numbers-failed-csv = Rows that are not possible (CSV)
numbers-not-shown =
    { $count ->
        [one] { $count } more row is not shown here. It is treated in the same way.
       *[other] { $count } more rows are not shown here. They are treated in the same way.
    }
numbers-written = { $added } numbers added, { $changed } changed.
numbers-state = State
numbers-state-new = New
numbers-state-changed = Changed
numbers-state-unchanged = Unchanged
numbers-state-refused = Not possible
numbers-why-changed = Until now { $number } for { $sku }.
numbers-why-no-article = The row has no article number.
numbers-why-several = The article number fits several products. Write it exactly.
numbers-why-twice = Row { $row } has the same number.
done-number-added = The number was added.
done-number-changed = The number was changed.
done-number-restored = The number is back.
wrong-unknown-article = No product has this article number. Check it.
wrong-number-used = Your company uses this number for { $sku } already. Change or remove it there first.
