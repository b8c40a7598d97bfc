# Words of the pages about staff.

## Staff

staff-title = Staff
staff-roles = Roles
staff-invite = Invite
staff-active = Active
staff-disabled = Disabled
staff-search = Name or e-mail
staff-all-roles = All roles
staff-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
staff-no-match = Nobody matches
staff-no-match-help = Check the spelling, or clear search and filters.
staff-none = No staff yet
staff-none-help = The first administrator is added on the command line.
staff-last-sign-in-utc = Last sign-in (UTC)

## Inviting

invite-heading = A new member of staff
invite-email-help = They sign in with it. The link to choose a password goes there and works once, for three days.
invite-send = Send invitation
invite-waiting = Waiting
invite-expired = Link expired
invite-whose = of { $name }
invite-again = Send again
invite-revoke = Revoke
invite-by = Invited by { $by }, { $time } UTC
invite-by-command-line = Invited by the command line, { $time } UTC
invite-invited = Invited
invite-welcome-title = Choose your password
invite-welcome = Welcome, { $name }. You will sign in as { $email }.
invite-new-password = New password
invite-set-password = Set password
invite-over = This link has expired
invite-over-help = It was used, replaced or revoked, or it is too old. If you have a password, sign in; otherwise ask for a new invitation.
invite-sign-in = Sign in

## A person

staff-sign-out = Sign out everywhere
staff-sign-out-question = Sign { $name } out everywhere?
staff-sign-out-help = Every open session ends now, also those on behalf of customers. They may sign in again.
staff-disable = Disable
staff-disable-question = Disable { $name }?
staff-disable-help = They can no longer sign in. Every open session ends now, also those on behalf of customers. What they did stays on record.
staff-enable = Enable
staff-never = Never
staff-role-hint = Takes effect with their next click, in open sessions too.
staff-change-role = Change role
staff-about-role = What this role may do
staff-access = Access
staff-last-sign-in = Last sign-in
staff-reach-all = The role reaches all companies, whether or not they are ticked.
staff-reach-assigned = The role reaches only the companies that are assigned here. This person does not see any others.
staff-add-company = Add a company
staff-companies = Companies
staff-none-assigned = None assigned
staff-stores = Stores
staff-scope = Companies and stores
staff-stores-help = With none ticked, accounts of all stores can be entered.
staff-scope-save = Save companies and stores
staff-acting = Acting on behalf now
staff-acting-since = Since { $time } UTC
staff-session = Signed in { $since }, last used { $used } UTC
staff-no-sessions = Not signed in anywhere.
staff-sessions = Open sessions

## Roles

staff-role-changed = Changed
staff-role-people = People
staff-role-may = May
staff-role-up-to-minutes = { $count ->
    [one] up to { $count } minute
   *[other] up to { $count } minutes
}
staff-role-up-to-amount = orders up to { $amount }
staff-role-up-to-orders = { $count ->
    [one] { $count } order a session
   *[other] { $count } orders a session
}
staff-role-up-to-discount = discounts up to { $percent }
staff-role-not-saved = The role was not saved. Correct the marked fields.
staff-role-holds = Takes effect with the next click of everybody who has this role, in open sessions too.
staff-role-save = Save role
staff-role-second = Second administrator
staff-role-second-help = This is your own role. A second administrator confirms the change at this keyboard, and all others get a mail.
staff-role-second-login = Second administrator's work e-mail
staff-role-second-password = Second administrator's password
staff-role-second-code = Second administrator's code
staff-role-second-code-help = From their authenticator app, if they have one.
staff-role-permissions = Permissions
staff-role-behalf = Log in on behalf of customers
staff-role-behalf-no = No
staff-role-behalf-full = View and change
staff-role-customers = Customers
staff-role-all-companies = All companies
staff-role-assigned-only = Only companies assigned to the person
staff-role-minutes = Minutes of a session on behalf, at most
staff-role-minutes-help = 15 to 60.
staff-role-order-limit = Largest order on behalf
staff-role-order-limit-help = Total with tax, in the currency of the store, such as 2500. Above it a second person has to release the order.
staff-role-orders-limit = Orders in one session on behalf
staff-role-orders-limit-help = Above it a second person has to release each further order.
staff-role-discount = Largest discount on behalf, in percent
staff-role-discount-help = Of the goods, such as 7.5; 0 for none. Above it a second person has to release the order.
