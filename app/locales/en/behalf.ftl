# Words of acting on behalf: bar, verification, waiting, more time, end.

## Bar

on-behalf = On behalf
view-only = View only
bar-label = Acting on behalf
bar-who = { $staff } logged in as { $customer }
bar-ticket = Ticket { $ticket }
bar-ticket-reason = Ticket { $ticket } · { $reason }
bar-left = Time left
ticket-reason = Ticket { $ticket } { $reason }

## Verification

verify-title = Confirm it is you
verify-lead = You are about to work on behalf of { $customer }.
verify-until = Confirm by { $time } UTC.
verify-customer = Customer
verify-requested-by = Requested by
verify-email = Your work e-mail
verify-password = Your password
verify-code = Code from your authenticator app
verify-recovery-code = Recovery code
verify-cancel = Cancel
verify-button = Verify and continue
verify-or = or
verify-use-passkey = Use your passkey
verify-recorded = Use your own work login, never the customer's. Everything done in this session is recorded.
verify-not-allowed = The customer does not allow support access. The session was not opened, and the attempt was recorded.
verify-second-wrong = The session was not opened. Correct what is marked under the second person, and type your own password again.
verify-incomplete = The session was not opened. Fill in what is marked.
verify-too-many = Too many tries. Wait a few seconds, then try again. If this request expires meanwhile, start again from the contact.
verify-no-match = Login and password do not match. Check both and try again.
verify-no-match-code = These do not match. Check all of them and try again. A code works once.
verify-passkey-lead = You are about to work on behalf of { $customer }, { $company }.
verify-passkey-continue = Continue
verify-passkey-failed = No passkey was used. Try again, or use your password.
verify-passkey-bare = A passkey needs a script, which does not run here. Use your password and a code instead.
verify-passkey-again = Try again
verify-passkey-password = Use your password instead

## Forms that answer in place

live-busy = Checking…
live-lost = No connection. Nothing was sent.
live-unread = No answer that can be read. Reload the page and try again.
live-show = Show the password

## Waiting for the customer

wait-title = Waiting for { $customer }
wait-lead = { $customer } wants to be asked first. Every page of the shop asks them now. This page continues by itself when they allow it.
wait-minutes = { $time } min
wait-phone = On the phone? The customer finds a code under Account, Support access.
wait-type-code = Type the customer's code
wait-code-title = The customer's code
wait-code-lead = Six digits from { $customer }'s own page: Account, Support access, Show a code for support.
wait-code = Customer's code
wait-back = Back to waiting
wait-start = Start the session
wait-refused = { $customer } refused
wait-refused-help = They do not want support in their account now. Nothing of theirs was shown to you. Talk to them before you ask again.
wait-cancelled = You stopped waiting
wait-cancelled-help = The customer is no longer asked.
wait-expired = { $customer } did not answer
wait-expired-help = Five minutes have passed, or you signed out of the portal. Go back to the contact and ask again when the customer is there.
wait-recorded = Everything done in this session is recorded, waiting too.

## A second person

second-title = Override with a second person
second-lead = In an emergency a second person can let you in without { $customer }. The customer is informed at once, with your reason.
second-why = Why without the customer's consent
second-why-help = At least 10 characters. The customer reads it at once.
second-email = Second person's work e-mail
second-help = A supervisor or an administrator, at this keyboard, with their own login.
second-password = Second person's password
second-code = Second person's code
second-code-help = From their authenticator app, if they have one.
second-start = Override and start

## More time

more-title = More time
more-lead = Confirm that it is still you. The session continues as a new one, linked to this one. The time you choose starts now. It ends at { $time } UTC at the latest.
more-button = Verify and go on
more-done = You have more time
more-done-lead = The session continues until { $time } UTC. What you typed at checkout is kept.
more-back = Back to the checkout

## Switch to another session

switch-button = Switch
switch-title = Your other sessions
switch-help = The session here stays open.
switch-left = { $count ->
    [one] { $count } minute left
   *[other] { $count } minutes left
 }
switch-elsewhere = In another browser
switch-over = That session has ended.
switch-none = You have no other session open.
switch-back = Back to { $customer }

## End

leave-button = End session
leave-title = End the session?
leave-lead = You are logged in as { $customer }.
leave-unsent = You typed something on this page that was not sent. It is lost when the session ends.
leave-unsent-checkout = What you typed at checkout was not sent. It is lost when the session ends.
leave-stay = Stay in the session
leave-now = End session now
ended-title = This session has ended
ended-idle = A session ends after { $span } without use.
ended-text = Nothing you do on this page affects the customer now. What was done until { $time } UTC is recorded.
not-open-title = This session cannot be opened
not-open-text = A session is opened in the browser that asked for it in the portal, once and within a short time. Start from the portal: open the contact there and click Login on behalf.
behalf-to-contacts = Go to contacts in the portal
behalf-back-to-contact = Back to the contact
