# Words of the account: signing in, passwords, sign-ins, support access.

## Signing in

sign-in-title = Sign in
sign-in-lead = { $store }: your company's prices, cart and orders.
sign-in-without = Continue without signing in
sign-in-demo = Demo logins
kept-again = Sign in again
kept-portal = Go to the portal
kept-open = Open the https address
kept-hint = If you did that a moment ago, your browser did not keep the session cookie.

## Forgotten password

reset-title = Forgot your password?
reset-lead = Enter the e-mail that you sign in with. We send a link there to choose a new password.
reset-email = E-mail
reset-work-email = Work e-mail
reset-send = Send the link
reset-back = Back to sign-in
reset-choose = Choose a new password
reset-choose-lead = You sign in as { $email }. Setting a new password signs you out everywhere.
reset-set = Set password
reset-over = This link has expired
reset-over-help = It was used or replaced by a newer one, or it is older than fifteen minutes. Ask for a new one.
reset-ask-again = Ask for a new link

## Password

password-title = Password
password-change = Change the password
password-current = Current password
password-new = New password
password-hint = At least 15 characters; several unrelated words are good. Every character counts, spaces too.
password-others = Sign out of all other browsers
password-save = Change password

## Account

account-title = Your account
account-overview = Overview
account-sign-ins = Sign-ins
account-latest = Latest orders
account-no-orders = No orders yet.
account-addresses = Delivery addresses
account-profile = Profile
account-name = Name
account-login = Login
account-role = Role
account-terms = Payment terms
account-terms-days =
    { $days ->
        [one] { $days } day net
       *[other] { $days } days net
    }
account-sign-out = Sign out of this browser
account-password-not-on-behalf = The password cannot be changed on behalf. The customer can do this under Password.
account-sessions-title = Where you are signed in
account-sessions-password = Your password
account-sessions-support = Support in your account
account-sessions-support-help = Support works in your account, or asks to.
account-sessions-look = View and end
times-in-utc = Times in UTC

## Support access

support-lead = Support never needs your password. They sign in as themselves, and everything they do for you is recorded.
support-sessions = Sessions
support-session = Support session
support-list = Support sessions
support-never = Support has never been in your account
support-never-help = When somebody from support works on your behalf, the session appears here with time, reason and what was done.
support-started-utc = Started (UTC)
support-ended = Ended
support-ended-utc = Ended (UTC)
support-open = Open now
support-by = By
support-reason = Reason
support-mode = Mode
support-changes = Changes
support-forced = Without your consent
support-consent = Your consent
support-question = May support work in your account?
support-save = Save
support-company-says = Your company says
support-customer-says = The customer says
support-counts = The stricter of the two applies: { $consent }.
support-not-on-behalf = This cannot be changed on behalf. The customer can do this under Support access, signed in on their own.
support-code = Code for support
support-code-help = You are on the phone with support and they ask for a code? With it they can start without your click here. Give it to nobody who called you.
support-code-show = Show a code for support
support-code-another = Show another code
support-code-read = Read this code out to support:
support-code-until = It works once, until { $time } UTC, and is not shown again.
support-code-not-on-behalf = A code cannot be made on behalf. The customer can show one under Support access, signed in on their own.
support-many-codes = You made many codes in the last hour. Wait, or allow the session on your screen when support asks.

## Notice of support

notice-label = Support
notice-asks-to-look = Support asks to look at your account
notice-asks-to-work = Support asks to work in your account
notice-looking = Support is looking at your account since { $time } UTC
notice-working = Support is working in your account since { $time } UTC
notice-allow = Allow
notice-refuse = Refuse
notice-forced = Two people at support decided to come in without your consent. The details say why.
notice-details = Details
notice-end = End this session now
notice-end-title = End the support session?
notice-end-text = Support is out at once and can change nothing more. What was done stays.

## One support session

visit-done = What was done
visit-facts = Session
visit-ticket = Ticket
visit-consent = Consent
visit-cause = Cause
visit-ends-utc = Ends at the latest (UTC)
visit-forced = Support came in without your consent. { $second } agreed to it as the second person. Why: { $why }
visit-not-on-behalf = Only the customer can end it here. Use End session in the bar.
