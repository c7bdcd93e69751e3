"""Boxes of characters, many at a time: a numpy array that behaves as a sequence of tuples."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from planextract.provenance import Box


class Boxes(Sequence[Box]):
    """One box a row; a cut shares the memory of the whole.

    >>> boxes = Boxes(np.array([[1, 2, 3, 4], [5, 6, 7, 8]]))
    >>> boxes[1], len(boxes[:1]), list(boxes[1:])
    ((5.0, 6.0, 7.0, 8.0), 1, [(5.0, 6.0, 7.0, 8.0)])
    """

    __slots__ = ("array",)

    def __init__(self, array: NDArray[np.generic]) -> None:
        self.array: NDArray[np.float32] = np.asarray(array, dtype=np.float32)

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, index: int) -> Box: ...
    @overload
    def __getitem__(self, index: slice) -> "Boxes": ...
    def __getitem__(self, index: int | slice) -> "Box | Boxes":
        if isinstance(index, slice):
            return Boxes(self.array[index])
        return _rounded(self.array[index].tolist())

    def __iter__(self) -> Iterator[Box]:
        return map(_rounded, self.array.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Boxes) and np.array_equal(self.array, other.array)

    def __hash__(self) -> int:
        return hash(self.array.tobytes())

    def __reduce__(self) -> tuple[type["Boxes"], tuple[NDArray[np.float32]]]:
        return Boxes, (self.array.copy(),)


def _rounded(box: list[float]) -> Box:
    """To a thousandth of a point, which is finer than single precision is at the foot of a page."""
    x0, top, x1, bottom = box
    return round(x0, 3), round(top, 3), round(x1, 3), round(bottom, 3)
