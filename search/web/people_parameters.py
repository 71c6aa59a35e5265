"""The parameters of pages and answers about people: those of the commands, by the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from search.people import wanted
from search.web.parameters import PageParameters

if TYPE_CHECKING:
    from search.officials.people.conditions import Wanted

MAX_PEOPLE = 200
MAX_ARTICLES = 100  # of each person

_Short = Annotated[str, StringConstraints(max_length=200)]


class PeopleParameters(PageParameters):
    """Which people are listed: those of ``timbao people``."""

    office: _Short = Field(default="", description="Who was seen in this post.")
    organisation: _Short = Field(default="", description="Who was seen in this organisation.")
    place: _Short = Field(default="", description="Who was seen in a post there.")
    first: _Short = Field(default="", alias="from", description="Seen from this day on.")
    last: _Short = Field(default="", alias="to", description="Seen up to this day.")
    least: int = Field(default=1, ge=1, le=1_000_000, description="Articles at least.")
    limit: int = Field(default=50, ge=1, le=MAX_PEOPLE, description="People.")

    def wanted(self) -> Wanted:
        """Return what they ask for. Raises UsageError for a bad date."""
        post = f"{self.office} {self.organisation}"
        return wanted(post, self.place, self.first, self.last, self.least)


class OfficialParameters(BaseModel):
    """How much is told of whom a name, a post or an id means: those of ``timbao official``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    office: _Short = Field(default="", description="Only who was seen in this post.")
    limit: int = Field(default=10, ge=1, le=50, description="People.")
    articles: int = Field(default=5, ge=0, le=MAX_ARTICLES, description="Articles of each.")
    succession: bool = Field(default=True, description="A post under its names of before, too.")


class PersonParameters(PageParameters):
    """What is shown of one person."""

    year: str = Field(default="", pattern=r"^(\d{4})?$", description="Only articles of this year.")
    articles: int = Field(default=10, ge=1, le=MAX_ARTICLES, description="Articles.")
