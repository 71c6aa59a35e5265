from __future__ import annotations

import pytest

from search.errors import UsageError
from search.hits import Facet, FacetFilter
from search.query.facet_filters import facet_filters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("section=Thời sự", FacetFilter(Facet.SECTION, "Thời sự")),
        (" TAG = a=b ", FacetFilter(Facet.TAG, "a=b")),
        ("year=2020", FacetFilter(Facet.YEAR, "2020")),
        ("month=12/2020", FacetFilter(Facet.MONTH, "2020-12")),
        ("month=2020-12", FacetFilter(Facet.MONTH, "2020-12")),
        ("day=5/12/2020", FacetFilter(Facet.DAY, "2020-12-05")),
    ],
)
def test_a_filter_is_a_name_and_a_value(typed, meant):
    assert facet_filters([typed], []) == (meant,)
    [excluded] = facet_filters([], [typed])
    assert excluded.excluded


@pytest.mark.parametrize("typed", ["", "section", "section=", "=x", "màu=đỏ", "year=xưa"])
def test_what_is_no_filter_is_refused(typed):
    with pytest.raises(UsageError):
        facet_filters([typed], [])
