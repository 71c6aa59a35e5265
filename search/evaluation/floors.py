"""What the ranking must not fall below: figures pinned for the judged sets, in ``data/``."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.errors import UsageError
from search.evaluation.collection import Portion
from search.indexer import silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.evaluation.judged_sets import JudgedSet
    from search.evaluation.topics import Form
    from search.following import Progress

FLOORS = Path(__file__).parent / "data" / "floors.json"
#: Small enough to be judged with every change: the first distractors, and a sample of the topics.
DISTRACTORS, QUERIES, SEED = 2_000, 100, 1
#: A floor lies so far under what was measured: less is no change that anybody would see.
MARGIN = 0.005


@dataclass(frozen=True, slots=True)
class Floor:
    """nDCG@10 of one set in one form: the floor, and what was measured."""

    set_name: str
    form: Form
    floor: float | None
    measured: float

    @property
    def holds(self) -> bool:
        """Whether the ranking is no worse than it must be."""
        return self.floor is not None and self.measured >= self.floor


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was given up, to be mentioned in the changelog."""

    set_name: str
    form: str
    before: float
    after: float


@dataclass(slots=True)
class Floors:
    """Floors by set and form, each set with the digest of the data that they were measured on."""

    digests: dict[str, str] = field(default_factory=dict)
    floors: dict[str, dict[str, float]] = field(default_factory=dict)
    lowered: list[Lowered] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path = FLOORS) -> Floors:
        """Return what is pinned in a file, nothing where it is not there."""
        if not path.exists():
            return cls()
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        sets = value["sets"]
        return cls(
            digests={name: each["digest"] for name, each in sets.items()},
            floors={name: each["ndcg_10"] for name, each in sets.items()},
            lowered=[Lowered(**each) for each in value["lowered"]],
        )

    def write(self, path: Path = FLOORS) -> None:
        """Write the file that ``read`` reads."""
        value = {
            "sets": {
                name: {"digest": self.digests[name], "ndcg_10": floors}
                for name, floors in sorted(self.floors.items())
            },
            "lowered": [asdict(each) for each in self.lowered],
        }
        path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")

    def check(
        self, sets: Sequence[JudgedSet], distractors: Path, progress: Progress = silent
    ) -> list[Floor]:
        """Measure each set in each form. Raises UsageError where its data is not that pinned."""
        for each in _samples(sets):
            if self.digests.get(each.name) != each.digest(distractors):
                raise UsageError(
                    f"{each.name} khác dữ liệu lúc ghi mức sàn; ghi lại bằng: --pin",
                    f"{each.name} is not the data that floors were pinned for; pin with: --pin",
                )
        return list(self._measured(sets, distractors, progress))

    def pin(
        self,
        sets: Sequence[JudgedSet],
        distractors: Path,
        progress: Progress = silent,
        *,
        lower: bool = False,
    ) -> list[Floor]:
        """Measure, and raise the floors to a little under that; those that hold are never lowered.

        Raises UsageError for one that does not hold, and changes nothing, unless told to lower it.
        """
        measured = list(self._measured(sets, distractors, progress))
        fallen = [each for each in measured if each.floor is not None and not each.holds]
        if fallen and not lower:
            named = ", ".join(f"{each.set_name} {each.form} {each.measured:.4f}" for each in fallen)
            raise UsageError(
                f"Thấp hơn mức sàn: {named}; nếu chấp nhận: --lower-floors",
                f"Below the floor: {named}; if that is to be: --lower-floors",
            )
        for judged in _samples(sets):
            self.digests[judged.name] = judged.digest(distractors)
        for each in measured:
            new = max(0.0, math.floor((each.measured - MARGIN) * 1000) / 1000)
            floors = self.floors.setdefault(each.set_name, {})
            if each.floor is not None and not each.holds:
                self.lowered.append(Lowered(each.set_name, each.form.value, each.floor, new))
                floors[each.form.value] = new
            else:
                floors[each.form.value] = max(new, each.floor or 0.0)
        return [
            Floor(each.set_name, each.form, self._floor(each.set_name, each.form), each.measured)
            for each in measured
        ]

    def _measured(
        self, sets: Sequence[JudgedSet], distractors: Path, progress: Progress
    ) -> Iterator[Floor]:
        for each in _samples(sets):
            portion = Portion(distractors, DISTRACTORS)
            for found in each.evaluations([portion], progress=progress):
                floor = self._floor(each.name, found.form)
                yield Floor(each.name, found.form, floor, found.means.ndcg_10)

    def _floor(self, name: str, form: Form) -> float | None:
        return self.floors.get(name, {}).get(form.value)


def _samples(sets: Sequence[JudgedSet]) -> list[JudgedSet]:
    return [each.sampled(QUERIES, SEED) for each in sets]
