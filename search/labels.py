"""Labels: values of a facet that an index does not keep, such as the people of its articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

#: An article's id and the ordinal of one of its photos, 0 for the article itself.
DocumentKey = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The values of one facet in some documents: ``v`` in all, any number in each.

    No document has a value twice, and no two values are equal.
    """

    values: Sequence[str]
    documents: Sequence[DocumentKey]
    codes: NDArray[np.int64]  # (v,) places in ``values``
    owners: NDArray[np.int64]  # (v,) places in ``documents``, ascending
