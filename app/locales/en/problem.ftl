# Pages that refused or failed for a customer, kept for support under a reference.

problem-shown = If you call us about this page, read out this reference: { $reference }
problem-shown-staff = This page is kept for support: { $reference }
problem-title = Problem { $reference }
problem-said = What the page said
problem-address = Address
problem-page = Sent from the page
problem-answer = Answer
problem-reasons = Reasons
problem-typed = What was typed
problem-nothing-typed = Nothing was typed.
problem-not-kept = Not kept: it may be a password, a code or a payment card.
problem-around = Circumstances
problem-acting = In a session on behalf
problem-browser = Browser
problem-version = Version of the program
problem-request = Number of the request
problems-title = Pages that failed
problems-none = No page failed for this customer in the last 30 days.
problem-with-code = With the code, support also sees the last five pages that failed for you.
event-problem-viewed = Failed page of a customer opened
thing-problem = Problem
