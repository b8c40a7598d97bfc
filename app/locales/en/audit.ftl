# Words of the audit log.

## Page

audit-title = Audit log
audit-broken = The log does not verify. Keep the database as it is and call the operator.
audit-broken-first = The log does not verify: { $first }. Keep the database as it is and call the operator.
audit-left-out = Nothing wrong was found, but not everything was verified. Left out: { $what }.
audit-nothing-so-far = Nothing found so far
audit-nothing-so-far-help = Only part of the log was searched. Search further below, or narrow it down with a time.
audit-no-match = No event matches
audit-no-match-help = Use fewer filters. A family of actions is written with a star, such as order.* or on_behalf.*
audit-nothing-older = Nothing older
audit-nothing-older-help = This is where the log begins.
audit-to-newest = Go to the newest events
audit-empty = The log is empty
audit-empty-help = Everything that is done from now on appears here.
audit-more-back = More may be further back
audit-search-on = Search further
audit-newest-first = Newest first
audit-older = Older
audit-newer = Newer
audit-verify = Verify
audit-verify-now = Verify now
audit-not-verified = Not verified yet
audit-verified =
    Verified { $ago }, { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
audit-verified-part =
    Only a part was verified { $ago }, { $events ->
        [one] { $events } event
       *[other] { $events } events
    }
audit-verified-broken = Broken, verified { $ago }

## Filters

audit-ready = Ready filters
audit-ready-refused = Refused
audit-ready-orders = Orders
audit-ready-sign-ins = Sign-ins
audit-ready-access = Exports and audit access
audit-filter-line = Filter by a line
audit-filter = Filter
audit-filter-apply = Apply
audit-filter-keys = Keys:
audit-filter-actor = who did it,
audit-filter-for = for whom,
audit-filter-object = number, name or id,
audit-filter-before = in UTC,
audit-filter-help = A minus in front excludes; quotes keep words together.
audit-choose = Filter by choosing
audit-who = Who
audit-for-whom = For whom
audit-action = Action
audit-object = Object
audit-result = Result
audit-done = Done
audit-refused = Refused
audit-session = Session
audit-yes = Yes
audit-no = No
audit-from-day = From day (UTC)
audit-before-day = Before day (UTC)
audit-choose-apply = Filter
audit-all-of = All of { $family }
audit-save-as = Save this filter as
audit-save = Save filter
audit-remove-whose = filter { $name }

## Table

audit-events = Events, newest first
audit-time = Time (UTC)
audit-for = For
audit-for-before = for
audit-ip = IP
audit-and-more = and { $count } more
audit-session-portal = Portal
audit-session-shop = Shop

## An event

audit-facts = Facts
audit-personal = Personal values, kept beside the event
audit-session-page = Session page
audit-session-events = all its events
audit-route = Route
audit-request = Request
audit-changes-erased = What was changed was erased. Its hash stays in the event.
audit-erased = Erased
audit-canonical = Canonical
audit-not-canonical = Not canonical
audit-fits = Matches the bytes
audit-fits-not = Does not match the bytes
audit-proof = Proof
audit-event = Event
audit-hash = Hash (leaf)
audit-event-before = Event before
audit-bytes = Stored bytes
audit-show-bytes = Show stored bytes

## Keeping filters, exporting

audit-save-or-remove = Save or remove filters
audit-export = Export
audit-export-csv = Export CSV
audit-export-jsonl = Export JSON lines
