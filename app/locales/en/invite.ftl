# Words about inviting customers: in the portal, and on the page behind the link.

## In the portal

customer-invite = Invite
customer-invite-title = Invite to the storefront
customer-invite-heading = Invitation
customer-invite-choose-store = Choose a store
customer-invite-email = E-mail
customer-invite-email-help = The link to choose a password goes there, and the person signs in with it. If it is not the address of the contact, that one gets a mail about it too.
customer-invite-role = Role in the company
customer-invite-language = Language of the mail
customer-invite-message = Message
customer-invite-message-help = Stands in the mail, as plain text. At most 500 characters.
customer-invite-send = Send the invitation
customer-invite-again = Send the invitation again
customer-invite-revoke = Revoke the invitation
customer-invite-whose = to { $email } for { $store }
customer-invite-revoke-question = Revoke the invitation of { $name }?
customer-invite-revoke-help = The link stops working. The account stays invited, and you can send a new link at any time.
customer-invite-open = Invited by { $by }, { $sent }. The link works until { $until }.
customer-invite-expired = Invited by { $by }, { $sent }. The link has expired.
customer-invite-revoked = Invited by { $by }, { $sent }. The invitation was revoked.
customer-invite-unsent = No invitation was sent yet.
customer-invite-not-possible = Nobody can be invited
customer-invite-closed = The company is closed: its people cannot sign in.
customer-invite-no-store = The contact has an account in every store that you may enter.
customer-invite-on-hold = The company is on credit hold: the person can sign in, but orders cannot be placed at the moment.
customer-invite-all = Invite all who have no password yet
customer-invite-all-help = { $count ->
    [one] { $count } login of this list is invited and has no link that works. The person gets a mail with a link to choose a password. It works once, for seven days.
   *[other] { $count } logins of this list are invited and have no link that works. Each person gets a mail with a link to choose a password. It works once, for seven days.
}
customer-invite-more = These are the first { $count }. Come back here for the others.
customer-invite-count = { $count ->
    [one] Send { $count } invitation
   *[other] Send { $count } invitations
}
customer-invite-nobody = Nobody waits for an invitation
customer-invite-nobody-help = Everybody of this list has a password, no login, an open invitation, or one that was revoked.

## Behind the link

welcome-title = Choose your password
welcome-lead = Welcome to { $store }, { $name }. You will order for { $company } and sign in as { $email }.
welcome-password = Password
welcome-over = This invitation works no more
welcome-over-help = It was used, revoked or replaced by a newer one, or it is older than seven days. If you have a password, sign in. If not, ask your contact for a new invitation, or ask for a new link here: it is sent if your invitation still stands.
