# Words of the company's pages: members, rules, approvals.

## Company

company-not-on-behalf = This cannot be changed on behalf. An administrator of the company can do this here, signed in on their own.
company-read-only = An administrator of your company can change this.
company-members = Members
company-members-count =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
company-you = (you)
company-search = Search members
company-search-by = Name or e-mail
company-all-roles = All roles
company-no-match = Nobody matches
company-no-match-help = Search by name or e-mail, or show everybody.
company-show-all = Show everybody
company-role-of = Role of { $name }
company-save-role = Save
company-save-role-of = role of { $name }
company-roles = Roles
company-approval = Approval of orders
company-approval-help = An order above this amount waits until an approver, or an administrator if there is none, approves it. This applies to support too.
company-above = Approval above
company-above-help = Total of one order with tax, in the order's currency, such as 500 or 500.00. Empty: no approval.
company-save-rule = Save rule
company-support-question = May support work in the accounts of your people?
company-support-help = Everybody can be stricter for their own account. A stricter choice ends open sessions at once.
company-save-support = Save support access

## Approvals

approvals-none = Nothing was submitted yet
approvals-none-help = Orders above the company's limit appear here until somebody approves them.
approvals-no-match = No order matches
approvals-no-match-help = Search by order number, PO number or name, or show all.
approvals-show-all = Show all
approvals-search = Search approvals
approvals-search-by = Order, PO number or name
approvals-state = State
approvals-all-states = All states
approvals-from = From
approvals-submitted = Submitted
approvals-submitted-utc = Submitted (UTC)

## Decision

decision-title = Approval
decision-until = Waits until
decision-until-time = { $time } UTC, then it is taken back
decision-waits-for = Waits for
decision-by = Decided by
decision-at = Decided
decision-why = Why
decision-expired = Nobody decided in time
decision-not-on-behalf = This cannot be decided on behalf. An approver of the company can decide here, signed in on their own.
decision-own = It is your own order, so somebody else decides.
decision-approve = Approve and place
decision-reject = Reject
decision-reject-order = Reject order
decision-reject-help = The buyer reads it. The goods go back into stock.
decision-withdraw = Take the order back
decision-withdraw-order = Take back
decision-withdraw-help = Nobody can approve it after that. The goods go back into stock, not into the cart.
