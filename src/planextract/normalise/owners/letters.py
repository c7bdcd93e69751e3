"""The kinds of what stands in a cell, each a letter, so that a whole cell is a short string such as "P,H&P"."""

PERSON, HOLDER, INITIALS = "P", "Q", "I"

CHARGE, CHAIR, POST, SECOND = "H", "K", "R", "M"

COLLECTIVE, UNASSIGNED = "C", "X"

BODY, BARE_BODY = "B", "b"

ORGANISATION, BARE_ORGANISATION, DEPARTMENT = "O", "o", "D"

SERVICE, FIELD, UNIT_ACRONYM, UNKNOWN = "S", "U", "A", "N"
"""HOLDER is a name with a post right behind it. CHARGE is a post that names what it is in charge of after its head
("Head of Housing"), so that more may follow; CHAIR wants the name of a body and has but a field yet ("Chair of
Planning"); POST ends with its head ("Policy Officer"); SECOND is a post that often goes with another. BARE_BODY and
BARE_ORGANISATION are single words and abbreviations. DEPARTMENT names what it is for after its head ("Directorate of
Housing", "Department for Transport"), so that more may follow. SERVICE ends with a word such as "services" or
"department"; FIELD is one or more fields of work ("Housing", "Children and Families")."""
