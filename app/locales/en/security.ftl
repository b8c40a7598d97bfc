# Words of the pages about one's own second factors, password and sign-ins.

## Page

security-title = Security
security-lead = How you prove that it is you
security-must = Add a second factor to continue. Until then no other page of the portal opens.
security-mismatch = Password and code do not match. A code works once: wait for the next one.
security-password = Password
security-change-password = Change password
security-signed-in = Where you are signed in
security-signed-in-open = View and sign out

## Second factors

security-factors = Second factors
security-no-factor = No second factor yet
security-no-factor-help = A password alone can be stolen. Add an app or a passkey below.
security-codes-left = { $count ->
    [one] { $count } recovery code left, for when you have none of these at hand.
   *[other] { $count } recovery codes left, for when you have none of these at hand.
}
security-new-codes = New recovery codes
security-app = Authenticator app
security-passkey = Passkey
security-factor-used = { $kind } · added { $day } · last used { $ago }
security-factor-unused = { $kind } · added { $day } · not used yet
security-remove-label = Remove { $name }
security-last-stays = The last one stays
security-add = Add a second factor
security-name-help = So that you know it again, such as Work phone.
security-passkeys-elsewhere = Passkeys can be added at { $host } only.
security-add-app = Add authenticator app
security-add-passkey = Add passkey
security-your-password = Your password
security-asked-again = Asked for again because you signed in a while ago.
security-code-help = Six digits, or one of your recovery codes.

## Removing one

security-remove-title = Remove a second factor
security-remove-question = Remove { $name }?
security-remove-help = From then on you cannot sign in with it. To use it again, you have to add it again.

## App

security-app-scan = 1. Scan this with your authenticator app, or type the key into it.
security-app-picture = QR code of the key
security-app-key = Key:
security-app-type = 2. Type the code that the app shows now.
security-app-code = Code
security-app-code-help = Six digits. The page is good for five minutes.
security-app-confirm = Confirm

## Passkey

security-passkey-lead = Your browser asks where to keep the passkey: this device, your phone or a security key.
security-passkey-create = Create passkey
security-passkey-failed = No passkey was made. Try again, or add an authenticator app instead.
security-passkey-bare = A passkey needs a script, which does not run here. Add an authenticator app instead.

## Recovery codes

security-codes-title = Recovery codes
security-codes-question = Make new recovery codes?
security-codes-none-left = You have none left. The new ones are shown once, on the next page.
security-codes-stop = { $count ->
    [one] { $count } code that is left stops working then. The new ones are shown once, on the next page.
   *[other] { $count } codes that are left stop working then. The new ones are shown once, on the next page.
}
security-codes-make = Make new codes
security-codes-help = Each of these signs you in once, in place of a code of your app or a passkey. Print them or keep them in a password manager: they are not shown again.
security-codes-kept = I have kept them

## Changing the password

security-password-change = Change the password
security-password-current = Current password
security-password-new = New password
security-password-others = Sign out everywhere else, and end sessions on behalf that began there

## Sign-ins

security-sessions-most = At most { $count } at once: when you sign in at one more place, the oldest ends. Signing out somewhere ends what you do on behalf from there.
security-sessions-end-others = Sign out everywhere else
security-sessions-label = Sign out of { $browser }, used { $ago }
security-sessions-this = This browser
security-sessions-end = Sign out
security-sessions-row = Signed in { $time }, used { $ago }

## Keys

keys-title = Single letters as keys
keys-on = On
keys-off = Off
keys-switch-off = Switch off
keys-switch-on = Switch on
keys-help = / goes to the search of a list. On a row, J and K move and L logs in on behalf. Switch them off if you speak to your computer. Arrows and Ctrl K always work. The choice is kept in this browser.
keys-done = The choice was saved in this browser.
