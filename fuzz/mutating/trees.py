"""XML: elements taken out, repeated, moved, nested and renamed, attributes and words changed; it stays well-formed."""

import copy
import re
from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from fuzz.mutating.chance import Chance

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_BYTES = 400_000

Element: TypeAlias = etree._Element


def mutated(data: bytes, chance: Chance) -> bytes:
    """A part of a package with its tree changed."""
    if chance.happens(0.05):
        return chance.damaged(data)
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return chance.damaged(data)
    for _ in range(chance.times()):
        chance.choice(CHANGES)(root, chance)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made if len(made) <= _MOST_BYTES else chance.damaged(data)


def _any(root: Element, chance: Chance) -> Element:
    """An element; half the time one that stands deep inside, for those are most."""
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    return chance.choice(elements)


def _inner(root: Element, chance: Chance) -> Element | None:
    found = _any(root, chance)
    return None if found is root else found


def _dropped(root: Element, chance: Chance) -> None:
    element = _inner(root, chance)
    if element is not None:
        element.getparent().remove(element)


def _repeated(root: Element, chance: Chance) -> None:
    element = _inner(root, chance)
    if element is not None and sum(1 for _ in element.iter()) < 60:
        for _ in range(chance.copies()):
            element.addnext(copy.deepcopy(element))


def _moved(root: Element, chance: Chance) -> None:
    element, target = _inner(root, chance), _any(root, chance)
    if element is not None and element not in (target, *target.iterancestors()):
        target.insert(chance.randrange(len(target) + 1), element)


def _copied(root: Element, chance: Chance) -> None:
    element, target = _inner(root, chance), _any(root, chance)
    if element is not None and sum(1 for _ in element.iter()) < 60:
        target.insert(chance.randrange(len(target) + 1), copy.deepcopy(element))


def _nested(root: Element, chance: Chance) -> None:
    """An element inside copies of its own tag."""
    element = _inner(root, chance)
    if element is None:
        return
    parent, place = element.getparent(), element.getparent().index(element)
    for _ in range(chance.copies()):
        around = etree.Element(element.tag, element.attrib, element.nsmap)
        around.append(element)
        element = around
    parent.insert(place, element)


def _emptied(root: Element, chance: Chance) -> None:
    element = _inner(root, chance)
    if element is not None:
        del element[:]
        element.text = None


def _renamed(root: Element, chance: Chance) -> None:
    element = _inner(root, chance)
    if element is not None:
        element.tag = _any(root, chance).tag if chance.happens(0.5) else _named(element, chance.word())


def _named(like: Element, word: str) -> str:
    """A tag of the format in the name space of another element."""
    word = re.sub(r"[^A-Za-z-]", "", word.rpartition(":")[2]) or "p"
    space = etree.QName(like).namespace
    return f"{{{space}}}{word.strip('-') or 'p'}" if space else word.strip("-") or "p"


def _attribute(root: Element, chance: Chance) -> None:
    """An attribute with another value: a number, a word, that of another attribute; or without."""
    held = [each for each in root.iter() if isinstance(each.tag, str) and each.attrib]
    if not held:
        return
    element = chance.choice(held)
    name = chance.choice(sorted(element.attrib))
    match chance.randrange(5):
        case 0:
            del element.attrib[name]
        case 1:
            element.set(name, _printable(chance.word()))
        case 2:
            other = chance.choice(held)
            element.set(name, other.get(chance.choice(sorted(other.attrib))) or "")
        case _:
            element.set(name, _printable(chance.number()))


def _given(root: Element, chance: Chance) -> None:
    """An attribute of one element given to another, or one of the format's."""
    held = [each for each in root.iter() if isinstance(each.tag, str) and each.attrib]
    element = _any(root, chance)
    if held and chance.happens(0.7):
        other = chance.choice(held)
        name = chance.choice(sorted(other.attrib))
        element.set(name, other.get(name) or "")
    else:
        element.set(_named(element, chance.word()), _printable(chance.number()))


def _worded(root: Element, chance: Chance) -> None:
    """Other words in an element that has some, or behind one."""
    held = [each for each in root.iter() if isinstance(each.tag, str) and (each.text or "").strip()]
    element = chance.choice(held) if held and chance.happens(0.8) else _any(root, chance)
    if chance.happens(0.3):
        said = chance.number()
    else:
        said = chance.damaged((element.text or "").encode("utf-8", "replace")).decode("utf-8", "replace")
    if chance.happens(0.15) and element is not root:
        element.tail = _printable(said)
    else:
        element.text = _printable(said)


def _printable(words: str) -> str:
    return _UNPRINTABLE.sub("?", words)


CHANGES: tuple[Callable[[Element, Chance], None], ...] = (
    *(_dropped, _dropped, _repeated, _moved, _copied, _nested, _emptied, _renamed),
    *(_attribute, _attribute, _attribute, _given, _worded, _worded),
)
"""All that is done to a tree, the likelier ones more than once."""
