"""A made-up document that has a little of everything, read by a warm parent before its children read real ones.

Words and patterns are prepared where they are first wanted; what is prepared here is there for every child, which would
each do it again: of a short document that was most of its time.
"""

WORDS = b"""
Marrowdale Council: housing improvement plan
Minutes of the meeting of the Scrutiny Committee held on 12 March 2026

Present: Cllr Aldous Penrice (chair), Cllr Hetty Marl, the Clerk. Apologies: Cllr Rowan Tegg.
Key: Green = on track, Amber = some delay.

1. Matters arising
Resolved: that the Clerk write to the county council by 30 April 2026 about the stile.
Action: Cllr Marl to report to the next meeting. It was agreed that the Head of Housing would review the policy \
within three months.
The committee was told that 7 of 12 actions (58%) were complete. The council will publish a plan by Q3 2026/27.

Areas for improvement
- The service should make sure that visits are recorded.

| Ref | Recommendation | Action | Lead | Deadline | Status | Progress |
|---|---|---|---|---|---|---|
| 1.1 | Review the policy | Draft the policy | Head of Housing / J. Tegg | end of June 2026 | On track | 80% done |
| 1.2 | Train staff | Train all managers | HR Business Partner | Ongoing, monthly | Not started | None yet |
"""
