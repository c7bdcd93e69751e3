"""Made-up documents that have a little of everything, read by a warm parent before its children read real ones.

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

REPORT = b"""
Fennmoor Safeguarding Adults Board
Inspection report: Fennmoor House
Report by: Head of Audit
Date of inspection: 3 and 4 March 2026
Action plan v2 (updated 2 April 2026), agreed by the Board on 7 April 2026. Inspectors: Ann Roe and Bo Hill.

Overall effectiveness: Good
Of the 12 actions, 5 are green (42%) and 7 are amber.
Adults: 3 green, 2 amber

Recommendation 1: The service should plan for staff who are away.
The inspector judged that care was good. We recommend that the Board reviews its policy.

What needs to improve
1. Records are not always kept.
2. Staff must be trained.

Action 1: Draft the policy
Lead: Head of Housing
By when: June 2026
Progress: Under way

Action 2: Train staff
Lead: HR Business Partner
By when: Year 1

Status      High   Low   Total
Complete      3      4      7
On track      2      1      3
"""
