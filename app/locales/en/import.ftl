# Taking in data by file.

import-kind-categories = Categories
import-kind-products = Products
import-kind-prices = Prices
import-kind-stock = Stock
import-kind-companies = Companies
import-kind-contacts = Contacts
import-kind-item-numbers = Own item numbers of customers
import-kind-orders = Orders

import-state-new = New
import-state-changed = Changed
import-state-unchanged = Unchanged
import-state-refused = Refused

import-reason = { $why }
import-reason-typed = { $why }: { $typed }
import-reason-at = { $field }: { $why }
import-reason-at-typed = { $field }: { $why }: { $typed }
import-reason-row = Row { $row }: { $reason }

import-why-no-number = has no number
import-why-twice = is in the file twice; the first row is taken, which is row
import-why-missing = is missing
import-why-not-a-number = is not a number
import-why-too-small = is too small
import-why-too-large = is too large
import-why-too-long = is too long
import-why-unprintable = has a character that cannot be used
import-why-card-number = is the number of a payment card, which is never kept
import-why-not-a-day = is not a date
import-why-unknown-word = is a word that is not known here
import-why-unknown-article = there is no article with this number
import-why-unknown-company = there is no company with this number or name
import-why-unknown-person = nobody of the company has an account with this e-mail
import-why-unknown-store = there is no store with this code
import-why-unknown-currency = no store sells in this currency
import-why-unknown-list = there is no price list with this code
import-why-not-an-email = is not an e-mail address
import-why-maybe-the-same = has no number and may be the same as
import-why-deletes = the file asks to delete it: a file never deletes
import-why-circle = would stand below itself
import-why-no-group = is a variant, and its product is not in the file
import-why-is-a-set = is a set of other articles, which is not taken
import-why-sold-elsewhere = is sold on another site
import-why-only-a-group = only gives its name and texts to its variants
import-why-other-type = is a kind of product that is not taken
import-why-other-company = this person belongs to another company
import-why-looks-like = looks like another article, please check
import-why-spoilt = may have been changed by a spreadsheet program
import-why-gtin-taken = this bar code belongs to another article and is left out
import-why-below-none = is less than 0; 0 is taken
import-why-not-counted = is not counted; it can always be ordered
import-why-not-on-sale = is taken, but not on sale
import-why-rounded = was rounded to four decimals
import-why-dearer-tier = costs more for each piece than a smaller quantity, please check
import-why-not-sure = can be read in two ways, please check
import-why-not-fetched = pictures are named, and not fetched
import-why-also-made = did not exist and is created
import-why-login-taken = another person signs in with this e-mail; this person gets no account
import-why-order-stays = exists already and stays as it is
import-why-blank-in-number = has a blank in its number, please check
import-why-made-plain = had HTML, of which the text is taken
import-why-sale-price = the sale price is left out
import-why-one-category = is in several categories; this one is taken
import-why-erased = was erased; nothing of this person is written again
import-why-no-street = has no street
import-why-hidden-row = the file hides this row
import-why-cleaned = characters were removed that no text may hold

import-field-category = Category
import-field-name = Name
import-field-parent = Parent category or group
import-field-summary = Short text
import-field-position = Position
import-field-sku = Article number
import-field-description = Description
import-field-unit = Unit
import-field-step = Quantity step
import-field-minimum = Smallest quantity
import-field-tax-class = Tax class
import-field-status = Status
import-field-gtin = Bar code (GTIN)
import-field-replacement = Replaced by
import-field-price = Price
import-field-currency = Currency
import-field-stock = Stock
import-field-restock-on = Back in stock on
import-field-pictures = Pictures
import-field-documents = Documents
import-field-brand = Brand
import-field-keywords = Search words
import-field-attribute = Attribute
import-field-price-list = Price list
import-field-company = Customer number of the company
import-field-min-quantity = From quantity
import-field-price-unit = Price per so many
import-field-valid-from = Valid from
import-field-valid-until = Valid until
import-field-number = Number
import-field-vat-id = VAT id
import-field-country = Country
import-field-city = City
import-field-terms-days = Days to pay
import-field-po-number = Order number of the customer
import-field-price-lists = Price lists
import-field-command = Command
import-field-site = Name of the address
import-field-site-number = Number of the address
import-field-recipient = Recipient
import-field-line-1 = Street and number
import-field-line-2 = More of the address
import-field-postcode = Postcode
import-field-region = Region
import-field-address-city = City of the address
import-field-address-country = Country of the address
import-field-email = E-mail
import-field-since = Customer since
import-field-company-name = Name of the company
import-field-first-name = First name
import-field-last-name = Last name
import-field-title = Title or position
import-field-phone = Phone
import-field-language = Language
import-field-time-zone = Time zone
import-field-role = Role in the company
import-field-store = Store
import-field-account = Gets an account
import-field-note = Note
import-field-own-number = Own item number
import-field-order = Order number
import-field-placed-at = Placed on
import-field-quantity = Quantity
import-field-total = Line total

import-title = Import
import-about = Bring in your own data by file. Every file is checked first, and nothing is written before you say so.
import-kinds = What you can import
import-sample = Sample file
import-about-categories = The groups of your catalogue, with the group above each one.
import-about-products = Your articles with units, pack sizes, categories, attributes and standard prices.
import-about-prices = Price lists and prices for single companies, with quantities and dates.
import-about-stock = How many pieces are there, and when more arrive.
import-about-companies = Your customers with their addresses and terms of payment.
import-about-contacts = The people who work for your customers, with or without an account.
import-about-item-numbers = The numbers that customers use for your articles.
import-about-orders = Orders of the past, one row for each line.

import-send-title = Import a file
import-kind = What is in the file
import-choose-kind = Choose
import-file-help = CSV, XLSX, XLS or ODS, up to { $size } MB
import-mapping = Kept columns
import-mapping-none = Find the columns
import-mapping-of = { $kind }: { $name }
import-mapping-help = For a file whose columns were chosen and kept before
import-mappings = Kept columns
import-mapping-remove = Remove
import-mapping-kept = The columns were kept.
import-mapping-removed = The kept columns were removed.
import-send = Check the file

import-files = Files
import-file = File
import-sent-utc = Sent (UTC)
import-by = Sent by
import-command-line = Command line
import-count = { $count ->
    [one] 1 file
   *[other] { $count } files
}
import-none = No file yet
import-none-help = Download a sample, fill it in, and import it.
import-no-match = No file of this kind
import-no-match-help = Files of other kinds may be there.
import-show-all = Show all files

import-stage-checking = Being checked
import-stage-checked = Waits for you
import-stage-running = Being imported
import-stage-stopped = Stopped
import-stage-done = Imported
import-stage-failed = Not readable
import-stage-removed = Discarded

import-of-system = { $kind } of { $system }
import-size = { $size } kB
import-checking = The file is being checked
import-running = The file is being imported
import-reading = The file is being read.
import-so-far = { $done } of { $all } records
import-leave = This page renews itself. You can leave it: the work goes on, also after a restart of the program.
import-stop = Stop

import-preview = Nothing was written yet
import-preview-all = Below is what would become of the rows.
import-preview-some = { $refused ->
    [one] Below is what would become of the rows. One of them cannot be imported; the others can.
   *[other] Below is what would become of the rows. { $refused } of them cannot be imported; the others can.
}
import-nothing-new = All of it is here already: importing the file would change nothing.
import-nothing-possible = There is nothing in the file that can be imported.
import-take-in = { $count ->
    [one] Import 1 row
   *[other] Import { $count } rows
}
import-discard = Discard
import-discard-ask = Discard this file?
import-discard-help = Nothing of it was written. The file is deleted.
import-removed = The file was discarded. Nothing of it was written.
import-other = Something else happened in the meantime. This is how it stands now.

import-missing-title = Columns are missing
import-missing = No column was found for: { $fields }. Choose below which columns hold them, and look again.
import-failed = The file was not read
import-failure = Something went wrong in the program. Try again; if it happens again, tell your administrator.
import-another = Import another file
import-refusal-too-large = The file is too large. Split it into several files.
import-refusal-too-many-rows = There are more than 100,000 rows. Split them into several files.
import-refusal-too-many-cells = There are too many cells in it. Save only the columns that are needed, or split the file.
import-refusal-too-many-columns = A row has too many columns. Save only the columns that are needed.
import-refusal-too-many-sheets = There are too many sheets in it. Save only the sheet with the data.
import-refusal-cell-too-long = A cell holds too much text. Shorten it.
import-refusal-too-slow = Reading the file took too long. Save only the sheet with the data as XLSX or CSV, or split it.

import-stopped-title = The import was stopped
import-stopped = { $done } of { $all } records are done, and they stay as they are.
import-go-on = Go on
import-done-title = The file was imported
import-done = { $new } new, { $changed } changed.
import-done-refused = { $count ->
    [one] One row was refused. Download it with the reason, correct it, and import the corrected file.
   *[other] { $count } rows were refused. Download them with the reasons, correct them, and import the corrected file.
}
import-refused-xlsx = Refused rows as XLSX
import-refused-csv = Refused rows as CSV
import-send-mended = Import the corrected file

import-rows = Rows
import-rows-help = All rows that are changed or refused or have a remark are listed, and the first of those that are new.
import-show = Show rows
import-of-state = { $state } ({ $count })
import-rows-none = No row to look at
import-rows-none-help = Rows that change nothing and have no remark are not listed.
import-rows-all = Show all rows
import-key = Number
import-what = What and why
import-row = Row
import-change = { $field }: { $before } → { $after }

import-header-help = 0 when the columns have no headings
import-left-out = Leave out
import-again = Look again
import-keep-as = Keep these columns as
import-keep-help = For the next file of the same form, also from the command line
import-keep = Keep
