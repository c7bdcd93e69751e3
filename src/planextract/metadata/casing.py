"""Words printed in capitals, in ordinary case."""

import re

from planextract.prose.words import vocabulary

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def ordinary(text: str) -> str:
    """A title in ordinary case; text that has any small letter is left as it is.

    Only known abbreviations and words without a vowel can be told from shouted words.

    >>> ordinary("CORPORATE DIRECTOR OF CHILDREN, EDUCATION AND SOCIAL CARE")
    'Corporate Director of Children, Education and Social Care'
    >>> ordinary("STOCKTON-ON-TEES BOROUGH COUNCIL'S LGA REVIEW (CHILDREN)")
    "Stockton-on-Tees Borough Council's LGA Review (Children)"
    """
    if any(character.islower() for character in text) or sum(map(str.isalpha, text)) < 4:
        return text
    return WORD.sub(lambda match: _word(match, text), text)


def _word(match: re.Match[str], text: str) -> str:
    word = match[0].lower()
    if word in vocabulary("casing.words"):
        return word.capitalize()
    if word in vocabulary("casing.acronyms") or (not re.search("[aeiouy]", word) and len(word) > 1):
        return match[0]
    first = match.start() == 0 or text[match.start() - 1] in '(“"‘'
    if word in vocabulary("casing.small") and not first:
        return word
    return word.capitalize()
