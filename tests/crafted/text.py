"""Plain words that are made to keep a reader busy."""

from collections.abc import Callable

CASES: dict[str, Callable[[], bytes]] = {
    "t01-brackets-50k": lambda: b"(" * 50_000,
    "t02-apostrophes-50k": lambda: b"'" * 50_000,
    "t03-digits-64k": lambda: b"Action: Clerk to pay by " + b"7" * 64_000,
    "t04-years-2000": lambda: b"Action: Clerk to report by " + b"2014 " * 2_000,
    "t05-question-marks-20k": lambda: b"Deadline" + b"?" * 20_000,
    "t06-one-line-2MB": lambda: b"The council noted the report and " * 62_000,
    "t07-address-200k": lambda: b"See https://example.org/" + b"a/b-c?d=e&" * 20_000,
    "t08-new-words-100k": lambda: " ".join(f"w{number}x" for number in range(100_000)).encode(),
    "t09-tabs-100k": lambda: b"Action\tOwner" + b"\t" * 100_000 + b"\nRepair\tClerk\n",
    "t10-pipes-100k": lambda: b"| Action | Owner |\n|---|---|\n" + b"|" * 100_000,
    "t11-nested-html-100k": lambda: b"<html><body>" + b"<div>" * 100_000 + b"Action plan",
    "t12-html-colspan-2e9": lambda: (
        b"<html><table><tr><td colspan=2000000000 rowspan=2000000000>Action<td>Owner</table>"
    ),
    "t13-bullets-100k": lambda: b"Actions\n" + b"- x\n" * 100_000,
    "t14-rtf-depth-100k": lambda: b"{\\rtf1 " + b"{" * 100_000,
    "t15-mail-in-mail-1000": lambda: b"".join(
        b"Content-Type: message/rfc822\r\nSubject: %d\r\nMIME-Version: 1.0\r\n\r\n" % n for n in range(1_000)
    ),
}
"""Each case by its name."""
