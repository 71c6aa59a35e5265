"""Templates: one environment, in which every text is escaped and made safe."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from search.article import is_photographer
from search.officials.people.terms import office, post
from search.shown_text import safe
from search.web.languages import speaker
from search.web.marking import marked, paragraphs, safe_link
from search.web.parameters import article_path, person_path
from search.web.wording import DAY_NAMES, day, moment, noun, number, seen

if TYPE_CHECKING:
    from search.web.languages import Language
    from search.web.parameters import PageParameters


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("search.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )
    environment.globals.update(
        marked=marked,
        paragraphs=paragraphs,
        safe_link=safe_link,
        is_photographer=is_photographer,
        article_path=article_path,
        person_path=person_path,
        office=office,
        post=post,
        static=_static,
        day=day,
        moment=moment,
        seen=seen,
        number=number,
        noun=noun,
        precisions=DAY_NAMES,
    )
    return environment


def _safe(value: Any) -> Any:
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _static(name: str) -> str:
    """Return the URL of one of our files, another one whenever the file is another."""
    content = (files("search.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"


def render(
    template: str,
    language: Language,
    parameters: PageParameters,
    path: str = "/search",
    /,
    **context: Any,
) -> bytes:
    """Return a page in a language; ``parameters`` fill the search box, which every page has.

    ``path`` is where the page is, for the same in the other language.
    """
    known = {"lang": language, "say": speaker(language), "params": parameters, "path": path}
    return _environment().get_template(template).render(**known, **context).encode()
