# Words of the pages about sessions on behalf in the portal.

## Sessions

portal-sessions-title = Sessions
portal-sessions-all = On-behalf sessions of everybody
portal-sessions-own = Your on-behalf sessions
portal-sessions-live-left = Live, { $minutes } min left
portal-sessions-ticket = Ticket { $ticket }
portal-sessions-ticket-reason = Ticket { $ticket }: { $reason }
portal-sessions-live-now = Live now
portal-sessions-live-caption = Live sessions
portal-sessions-caption = On-behalf sessions
portal-sessions-search = Search sessions
portal-sessions-search-help = Agent, customer, company, ticket or reason
portal-sessions-any-state = Live and ended
portal-sessions-live = Live
portal-sessions-ended = Ended
portal-sessions-any-mode = Any mode
portal-sessions-cause = Cause of the end
portal-sessions-any-cause = Any cause
portal-sessions-from = From
portal-sessions-to = to
portal-sessions-count = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
portal-sessions-find-contact = Find a contact
portal-sessions-no-match = No session matches
portal-sessions-no-match-help = Use fewer filters, or other words.
portal-sessions-none = No sessions yet
portal-sessions-none-help = A session starts with Login on behalf on a contact's page.
portal-sessions-session = Session
portal-sessions-company-store = Company and store

## A session

portal-session-title = Session: { $title }
portal-session-done = What was done
portal-session-end-own = End your session?
portal-session-end-own-help = From then on, nothing you do on the customer's pages takes effect. What was done stays.
portal-session-end-other = End the session of { $agent }?
portal-session-end-other-help = From then on, nothing that { $agent } does on the customer's pages takes effect. What was done stays.
portal-session-end = End session
portal-session-end-now = End session now
portal-session-show = Show
portal-session-everything = Everything
portal-session-changes-only = Changes only
portal-session-go-on = Continue in the session
portal-session-back = Back to { $customer }
portal-session-views = Personal data viewed
portal-session-changes = Changes
portal-session-orders = Orders
portal-session-refused = Refused
portal-session-unchanged = Nothing was changed.
portal-session-nothing = Nothing was done
portal-session-nothing-help = The session has no entry in the log.
portal-session-your-note = Your note
portal-session-ended-utc = Ended (UTC)
portal-session-cause = Cause
portal-session-ends-utc = Ends at the latest (UTC)
portal-session-second = Second person
portal-session-override = Why without consent
portal-session-more-time = More time for
portal-session-before = the session before it
portal-session-consent = Consent

## Back from a session

portal-ended-title = Session ended: { $session }
portal-ended-over = It is over.
portal-ended-counted =
    { $orders ->
        [one] { $orders } order
       *[other] { $orders } orders
    }, { $changes ->
        [one] { $changes } change
       *[other] { $changes } changes
    }, { $views ->
        [one] { $views } page with personal data
       *[other] { $views } pages with personal data
    }.
portal-ended-more = And { $count } more.
portal-ended-note = Note:
portal-ended-everything = See everything that was done
portal-ended-add-note = Add a note
portal-ended-change-note = Change the note
portal-ended-save-note = Save note
