# What pages say when something cannot be done.

failure-start = Go to the start page
failure-not-found = This page does not exist
failure-not-found-help = The address may be mistyped, or what was here is gone or not for you to see.
failure-invalid = Some values cannot be used
failure-throttled = Too many tries
failure-throttled-help =
    { $seconds ->
        [one] Wait { $seconds } second, then go back and try again. Nobody is locked out.
       *[other] Wait { $seconds } seconds, then go back and try again. Nobody is locked out.
    }
failure-unavailable = The shop cannot be reached for a moment
failure-unavailable-help = The database did not answer in time. Nothing was half done: go back and try again.
failure-sign-in = Sign in first
failure-sign-in-help = This page is for people who are signed in.
failure-internal = A fault on our side
failure-internal-help = Nothing was changed. If it happens again, tell us this number: { $number }.
failure-method = This address does not take that
failure-method-help = It can be read, or a form can be sent to it, but not both.
failure-large = This is too large
failure-large-help = What was sent is larger than this form takes.
failure-form = This form cannot be read
failure-form-help = It was not sent the way a browser sends forms.
failure-refused = This request was refused
failure-refused-help = It did not come from a page of this site. Open the page again and repeat the step; nothing was changed.
failure-host = This host is not served here
failure-host-help = Check the address.
failure-unreadable = This request cannot be read
failure-unreadable-help = Go back, check what was entered and try again.
