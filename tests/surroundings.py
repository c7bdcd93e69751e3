"""Clauses in their surroundings, and whether what is read of them is what they say. Used by tests and benchmarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import planextract as pe
from planextract.records import Action, Extraction

HEAD = """Northbury District Council
Audit and Scrutiny Committee
Minutes of the meeting held on Tuesday 12 March 2019 at 6.30 pm

Present: Councillor A Hartley (Chair), Councillor J Moss, Councillor L Firth
Apologies: Councillor P Reed

14. Progress report

The Committee considered a report which set out the position at the end of the third quarter.
"""
TAIL = "The meeting closed at 8.05 pm."


# The clause in its surroundings ------------------------------------------------------------------------------------


def wrapped(text: str) -> str:
    """Minutes in which the clause stands where its form belongs."""
    first = text.split("\n", maxsplit=1)[0]
    label = re.match(r"(?:\(?(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)|\d{1,2}\.|[-•·])\s*", first)
    bare = first[label.end() :] if label is not None else first
    if re.match(
        r"(?:requests|asks|notes|refers|instructs|invites|welcomes|endorses|approves|agrees)\b", bare
    ):
        return f"{HEAD}\nRESOLVED: That the Committee:-\n\n{text if label else '(a) ' + text}\n\n{TAIL}"
    if label is not None and not re.match(r"(?i)decision|action|resolved|agreed", bare):
        return f"{HEAD}\nRESOLVED:\n\n{text}\n\n{TAIL}"
    if re.match(r"That\b|THAT\b|[Tt]o\s+[a-z]", bare):
        return f"{HEAD}\nRESOLVED:\n\n{text}\n\n{TAIL}"
    if re.match(r"that\s", bare):
        return f"{HEAD}\nRESOLVED {text}\n\n{TAIL}"
    if (
        bare[:1].islower()
        and re.search(r"\bbe\b", bare)
        and not re.match(r"(?:it|this|there|the)\b.*\bw(?:as|ill)\b", bare)
    ):
        return f"{HEAD}\nRESOLVED that {text}\n\n{TAIL}"
    return f"{HEAD}\n{text}\n\n{TAIL}"


def extracted(text: str) -> Extraction:
    return pe.extract_bytes(text.encode("utf-8"), "clause.txt")


# What is right -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """`owner` and `deadline` are None where the clause was not found, or is no action."""

    wanted: bool
    found: bool
    owner: bool | None = None
    deadline: bool | None = None


def verdict(case: dict[str, Any], actions: Sequence[Action]) -> Verdict:
    if not (case["is_action"] and actions):
        return Verdict(case["is_action"], bool(actions))
    named = [owner.raw for each in actions for owner in each.owners if owner.part != "consulted"]
    due = [each.deadline.raw for each in actions if each.deadline is not None]
    return Verdict(True, True, same_parties(case["owner"], named), same_words(case["deadline"], due))


def same_parties(wanted: str | None, named: Sequence[str]) -> bool:
    """Whether every party wanted is named and no other; a name may be cut short, as the cases cut some."""
    parties = [_plain(part) for part in (wanted or "").split(";") if part.strip()]
    found = [_plain(name) for name in named]
    return all(any(_alike(party, name) for name in found) for party in parties) and all(
        any(_alike(party, name) for party in parties) for name in found
    )


def same_words(wanted: str | None, due: Sequence[str]) -> bool:
    if wanted is None or not due:
        return wanted is None and not due
    return any(_alike(_plain(wanted), _plain(words)) for words in due)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and f" {shorter} " in f" {longer} "


def _plain(words: str) -> str:
    words = re.sub(r"\((?:conditional|implied)\)", "", words.casefold().replace("’", "'"))
    return " ".join(re.sub(r"\b(?:the|a|an|by|in|at|to|for)\b|[^\w'&]+", " ", words).split())
