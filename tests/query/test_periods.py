from __future__ import annotations

from datetime import date

import pytest

from search.errors import UsageError
from search.query.periods import period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-12-29", date(2020, 12, 29), date(2020, 12, 29)),
        ("29/12/2020", date(2020, 12, 29), date(2020, 12, 29)),
        ("1.2.2020", date(2020, 2, 1), date(2020, 2, 1)),
        ("02/2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        (" 2020 ", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_period(text, first, last):
    assert period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "hôm nao", "30/2/2020", "2020-13", "0000", "12/29/2020", "²"])
def test_what_is_no_date_is_refused_with_the_forms_that_are(text):
    with pytest.raises(UsageError, match="29/12/2020"):
        period(text)
