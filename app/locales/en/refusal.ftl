# What is wrong with a value, what somebody may not do, and what changed meanwhile.

## A typed value

wrong-required = Required.
wrong-too-short = Write at least { $count } characters.
wrong-too-long = Write at most { $count } characters.
wrong-too-many-tries =
    { $seconds ->
        [one] Too many tries. Wait { $seconds } second, then try again.
       *[other] Too many tries. Wait { $seconds } seconds, then try again.
    }
wrong-no-more-time = That is no more time than you have. Sessions in a row last 4 hours at most; after that, start a new one from the contact.
wrong-not-a-number = Enter a whole number, such as 12.
wrong-not-an-amount = Enter an amount with up to two decimals, such as 2500, 2500.50 or 2500,50.
wrong-too-small = Enter { $least } or more.
wrong-too-large = Enter { $most } or less.
wrong-not-a-multiple = This is sold in multiples of { $once }. Enter { $once }, { $twice } or { $thrice }.
wrong-out-of-stock = { $sku } is out of stock.
wrong-stock-left =
    { $count ->
        [one] Only { $count } of { $sku } is in stock.
       *[other] Only { $count } of { $sku } are in stock.
    }
wrong-not-a-choice = Choose one of the options.
wrong-not-a-page = A session cannot begin on this page.
wrong-unprintable = Remove the control characters.
wrong-card-number = This looks like the number of a payment card. Remove it: card numbers must not be written here.
wrong-credentials = Login and password do not match. Check both and try again.
wrong-code = The code does not match. Each code works once; an app shows a new one every 30 seconds.
wrong-passkey = The passkey does not match, or it took too long. Try again.
wrong-password = This is not your current password.
wrong-withdrawn = { $sku } is no longer sold.
wrong-no-price = { $sku } has no price for your company. Ask for a quote.
wrong-po-number-used = Order { $order } of your company has this PO number. Change it, or send the order again to use it twice.
wrong-empty-cart = The cart is empty.
wrong-total-too-large = The total is larger than one order may be. Split it into several orders.
wrong-taken = This is already in use.
wrong-too-many = There are { $count } already. Remove one first.
wrong-guessable = This password is easy to guess. Use several unrelated words.
wrong-not-an-email = Enter an e-mail address, such as name@company.example.
wrong-key-reused = This form was sent before with other values. Check the order list, then try again.
wrong-not-an-address = This address cannot be delivered to.
wrong-unknown-key = There is no filter "{ $key }:". Use actor, for, company, action, object, result, session, after, before or on-behalf.
wrong-no-key = Say what "{ $word }" is, such as actor:{ $word } or object:{ $word }.
wrong-not-a-date = There is no such day. Write a day as 2026-05-01, or a minute as 2026-05-01T14:30, in UTC.
wrong-not-a-result = A result is success or denied.
wrong-not-a-code = Enter the six digits.
wrong-customer-code = This is not the code, or it has expired. Ask the customer to read it out again, or to show a new one.
wrong-same-person = This is you. It has to be somebody else.
wrong-may-not-override = This person's role does not include it. Ask a supervisor or an administrator.
wrong-not-a-yes = Write on-behalf:yes or on-behalf:no.
wrong-not-between = Enter a whole number from { $least } to { $most }.
wrong-last-manager = Nobody would be left who may manage staff. Give somebody else a role that may, first.
wrong-audit-apart = One role cannot both manage staff and read the audit log: choose one of the two.
wrong-audit-whole = The audit log is read as a whole: choose all companies.
wrong-of-staff = This is the login of a member of staff. Customers need an address of their own.
wrong-of-a-customer = This is a customer's login. Staff need an address of their own.
wrong-order-limit = Your limit for one order on behalf is { $limit }. A supervisor can release this order.
wrong-orders-limit =
    { $count ->
        [one] Your limit is { $count } order in one session on behalf. A supervisor can release one more.
       *[other] Your limit is { $count } orders in one session on behalf. A supervisor can release one more.
    }
wrong-not-a-percent = Enter a percentage from 0 to 100 with at most one decimal, such as 5, 7.5 or 7,5.
wrong-discount-limit = Your limit for a discount on behalf is { $limit }. A supervisor can release this order.
wrong-second-discount-limit = This person may release discounts up to { $limit }. Ask somebody who may give more.
wrong-not-the-second = This must be somebody else, who may release orders above the limit.
wrong-other-person = This request was made by { $name }'s browser. Only { $name } can confirm it. Nothing was used up.
wrong-second-administrator = This is your own role: a second administrator has to confirm the change. Enter their work e-mail.
wrong-not-an-administrator = This person may not manage staff. Ask somebody who may.
wrong-too-many-matches = "{ $text }" matches too many. Write more of the name, or an id.
wrong-no-passkey = Your browser gave no passkey. Try again, or use your password.

## A call of a page

call-signed-out = You are signed out. Reload the page to sign in.
call-ended = The session has ended. Reload the page.
call-gone = This no longer exists. Reload the page.

## What somebody may not do, short

denied-permission-short = Your role may not log in on behalf
denied-not-on-behalf-short = Not possible on behalf
denied-view-only-short = View only
denied-locked-short = The account is locked
denied-disabled-short = The account is disabled
denied-invited-short = Invited, has not signed in yet
denied-unverified-short = The e-mail is not confirmed
denied-consent-short = The customer does not allow support access
denied-too-many-sessions-short = You have too many sessions open
denied-on-hold-short = The company is on credit hold
denied-closed-short = The company is closed
denied-store-short = Not one of your stores
denied-oneself-short = Not for yourself
denied-no-factor-short = Add a second factor first
denied-last-factor-short = The last second factor stays
denied-member-role-short = Your company role does not allow this
denied-own-order-short = Somebody else decides
denied-off-short = Login on behalf is switched off

## What somebody may not do

denied-permission = You may not do this
denied-permission-help = Your role does not include this permission. Ask an administrator if you need it. The attempt was recorded.
denied-not-on-behalf = Not possible on behalf
denied-not-on-behalf-help = Only the customer can do this, signed in on their own. Nothing was changed.
denied-view-only = This session is view only
denied-view-only-help = You can look at everything the customer sees, but change nothing. Nothing was changed.
denied-locked = The account is locked
denied-locked-help = Nobody can act for a locked account. Ask the customer's administrator to unlock it.
denied-disabled = The account is disabled
denied-disabled-help = Nobody can act for a disabled account.
denied-invited = The account is not active yet
denied-invited-help = The person was invited and has not signed in yet. Nobody can act for them before.
denied-unverified = The e-mail is not confirmed
denied-unverified-help = Nobody can act for an account whose e-mail was never confirmed.
denied-consent = The customer does not allow support access
denied-consent-help = Ask the customer to allow support access in their settings, then start again. In an emergency two people can start together. The attempt was recorded.
denied-too-many-sessions = Too many sessions are open
denied-too-many-sessions-help = End one of your open on-behalf sessions, then start again.
denied-on-hold = The company is on credit hold
denied-on-hold-help = Orders cannot be placed for this company at the moment. The cart is unchanged. Finance can lift the hold.
denied-closed = The company is closed
denied-closed-help = People of a closed company cannot sign in, nobody can act for them, and nothing can be ordered. Nothing was changed.
denied-store = This is not one of your stores
denied-store-help = Ask an administrator to assign the store to you.
denied-oneself = You cannot change your own access
denied-oneself-help = Ask another administrator. Nothing was changed.
denied-no-factor = Add a second factor first
denied-no-factor-help = Here a password alone is not enough for staff. Sign in to the portal, add a second factor under Security, then start again.
denied-last-factor = The last second factor stays
denied-last-factor-help = Staff need one here. Add another one first, then remove this one.
denied-member-role = Your company role does not allow this
denied-member-role-help = An administrator of the company can give you another role. Nothing was changed.
denied-own-order = Somebody else decides about your own order
denied-own-order-help = It waits for another approver of your company.
denied-off = Login on behalf is switched off
denied-off-help = Nobody can act for customers here at the moment. The people who run this shop can switch it on. Nothing was changed.

## What changed meanwhile

conflict-cart = The cart has changed
conflict-cart-help = Somebody changed the cart after this page was shown. Open the page again to see the change; nothing was lost.
conflict-total = The total has changed
conflict-total-help = The cart, a price, the discount or the tax is not what it was when this page was shown. Nothing was ordered yet: look at the new total, then place the order.
conflict-number = No free order number was found
conflict-number-help = Nothing was ordered, and the cart is unchanged. Send the order again.
conflict-session = This form belongs to another session
conflict-session-help = The page was opened for a different session than the one that is active now. Nothing was changed. Go back to the right tab and try again.
conflict-last-admin = Somebody must be able to manage staff
conflict-last-admin-help = After this nobody would be left who may. Nothing was changed. Give somebody else the role first.
conflict-state = This step was already done
conflict-state-help = Its state has changed, so this step is no longer possible. Open the page again.

## Before any page is reached

refused-400 = The request cannot be read as HTTP, or does not say clearly which host it is for.
refused-404 = There is nothing at this address.
refused-405 = This address does not take that method.
refused-408 = The request did not arrive in time. Send it again.
refused-410 = What was here has ended.
refused-413 = What was sent is too large.
refused-414 = The address is too long.
refused-415 = Send it the way a browser sends forms.
refused-421 = This host is not served here.
refused-429 = Too many requests from your network are under way. Try again in a few seconds.
refused-431 = The address or the headers are too large. Delete the cookies of this site and try again.
refused-503 = The server is busy. Try again in a few seconds.
refused-fault = The fault is on our side. Try again in a moment.
refused-other = The request was refused.
wrong-not-a-code-name = Use at most 20 letters from a to z, digits and dashes, such as main.
