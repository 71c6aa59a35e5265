"""Telex and VNI typed without an input method are read, and English is left alone."""

from __future__ import annotations

import json
import lzma
import random
import re
import unicodedata
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.spelling import key
from search.vietnamese.syllable_shape import TONES, is_syllable, parse
from search.vietnamese.typing_methods import decode_telex, decode_vni, decoded, plausible_typing

WORD = re.compile(r"[^\W_]+")
KEYS = {
    "telex": (
        {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"},
        dict(zip(TONES, "sfrxj", strict=True)),
    ),
    "vni": (
        {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"},
        dict(zip(TONES, "12345", strict=True)),
    ),
}
DECODE = {"telex": decode_telex, "vni": decode_vni}
TYPED = "chuyeenr ddooir soos ngheej an ngwowif car nhaf this ddieemr beer test max ddos quans us"
UNDECODABLE = "an xin số tour jazz fax cars tos2 U23 2024 B52 6a ngoao boss xyz COVID19 ddd"
ORDERS = ("tone last", "tone after vowel", "one horn", "all keys last")


def encoded(syllable: str, method: str, order: str = "tone last") -> str:
    """Return what is typed for ``syllable``; what is none comes back as it is."""
    parts = parse(syllable)
    if parts is None:
        return syllable
    strokes, tones = KEYS[method]
    tone = tones.get(parts.tone, "")
    onset, nucleus, coda = parts.onset, parts.nucleus, parts.coda
    if method == "telex" and "oo" in nucleus:
        nucleus = "ooo"
    if order == "one horn":
        nucleus = nucleus.replace("ươ", "uơ")
    typed_onset, typed_nucleus = (
        "".join(strokes.get(char, char) for char in part) for part in (onset, nucleus)
    )
    if order == "tone after vowel":
        return typed_onset + typed_nucleus + tone + coda
    if order == "all keys last":
        marks = [char for char in onset + nucleus.replace("ươ", "uơ") if char in strokes]
        plain = "".join(strokes.get(char, char)[0] for char in onset + nucleus) + coda
        return plain + "".join(strokes[char][1] for char in marks) + tone
    return typed_onset + typed_nucleus + coda + tone


def encoded_text(text: str, method: str) -> str:
    def typed(found: re.Match[str]) -> str:
        word = found.group()
        stroke = encoded(word, method)
        if stroke == word or word.islower():
            return stroke
        return stroke.upper() if word.isupper() else stroke[0].upper() + stroke[1:]

    return WORD.sub(typed, text)


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        *[("chuyeenr", "chuyển"), ("chuyenre", "chuyển"), ("ddooir", "đổi"), ("soos", "số")],
        *[("dduwowngf", "đường"), ("duongwf", "dường"), ("duongfwd", "đường"), ("tws", "tứ")],
        *[("Nguyeenx", "Nguyễn"), ("DDooir", "Đổi"), ("CHUYEENR", "CHUYỂN"), ("hofa", "hòa")],
        *[("ngwowif", "người"), ("thuowr", "thuở"), ("muwa", "mưa"), ("huouw", "hươu")],
        *[("xooong", "xoong"), ("khoanwr", "khoẳn"), ("ngoaof", "ngoào"), ("quawn", "quăn")],
        *[("test", "tét"), ("Lee", "Lê"), ("ddawks", "đắk"), ("gif", "gì"), ("buyts", "buýt")],
    ],
)
def test_telex(typed, syllable):
    assert decode_telex(typed) == syllable


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        *[("nghe65", "nghệ"), ("d9o6i3", "đổi"), ("so61", "số"), ("duo7ng2", "dường")],
        *[("d9u7o7ng2", "đường"), ("Nguye6n4", "Nguyễn"), ("duong972", "đường")],
        *[("NGHE65", "NGHỆ"), ("u7o7c1", "ước"), ("thuo73", "thuở"), ("A1", "Á")],
    ],
)
def test_vni(typed, syllable):
    assert decode_vni(typed) == syllable


@pytest.mark.parametrize("word", ["", "hocs hanhf", "\ud800", "a" * 100_000, *UNDECODABLE.split()])
def test_what_is_not_typed_that_way(word):
    assert decode_telex(word) is None
    assert decode_vni(word) is None


@given(st.text("aeiouydwsfrxjngh0123456789AD", max_size=12) | st.text(max_size=20))
def test_what_is_decoded_is_another_syllable_that_decodes_no_further(word):
    for decode in DECODE.values():
        syllable = decode(word)
        if syllable is not None:
            assert syllable != word
            assert is_syllable(syllable)
            assert syllable.isascii() or (decode_telex(syllable), decode_vni(syllable)) == (
                None,
                None,
            )


@given(st.text())
def test_any_text_may_be_asked_about(text):
    assert all(word in text for word, _ in decoded(text))
    plausible_typing(text, lambda _: True, lambda _: True)


def test_decoded_reads_a_text_in_one_method():
    assert decoded("nghe65 an") == [("nghe65", "nghệ"), ("an", "an")]
    assert decoded("ca1 nha2 beer") == [("ca1", "cá"), ("nha2", "nhà"), ("beer", "beer")]


SYLLABLES = {decode_telex(typed) or typed for typed in TYPED.split()}
COMMON = SYLLABLES - {"tét"} | {"car", "this", "test", "beer"}


def offered(text, common=COMMON):
    return plausible_typing(text, lambda word: word not in common, lambda word: word in SYLLABLES)


@pytest.mark.parametrize(
    ("typed", "offer"),
    [
        ("chuyeenr ddooir soos", "chuyển đổi số"),
        ('"Chuyeenr DDooir" 2024', '"Chuyển Đổi" 2024'),
        ("CHUYEENR DDOOIR", "CHUYỂN ĐỔI"),
        ("nghe65 an", "nghệ an"),
        ("chuyeenr", "chuyển"),
        ("nghe65", "nghệ"),
        ("test chuyeenr", "test chuyển"),
        ("car nhaf ddooir", "cả nhà đổi"),
        ("this ddieemr", "thí điểm"),
    ],
)
def test_offers(typed, offer):
    assert offered(typed) == offer


@pytest.mark.parametrize(
    "text",
    [
        *["chuyển đổi số", "chuyen doi so", "test", "beer", "max", "quan1", "U23", "DDoS", "soos"],
        *["SOOS", "", "car nha", "test beer", "chuyeenr ghees", "https://chuyeenr.vn/ddooir"],
        *["#chuyeenr", "iOS", "McDonald’s", "this us", "CHUYEENR"],
    ],
)
def test_offers_nothing(text):
    assert offered(text) is None
    assert offered(text, common=SYLLABLES) is None


def test_what_the_index_has_as_typed_is_never_evidence():
    assert offered("chuyeenr", common={*COMMON, "chuyeenr"}) is None


@pytest.fixture(scope="module")
def articles(shared):
    with lzma.open(shared / "corpus" / "articles-100k.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 12_000)]
    return [
        unicodedata.normalize("NFC", f"{each['title']}\n{each.get('lead')}\n{each.get('body')}")
        for each in records
    ]


def counts(articles):
    return Counter(word for text in articles for word in set(WORD.findall(text.lower())))


@pytest.mark.shared
@pytest.mark.parametrize("method", DECODE)
@pytest.mark.parametrize("order", ORDERS)
def test_printed_syllables_survive_the_round_trip(shared, method, order):
    lines = (shared / "gazetteer" / "syllables.txt").read_text("utf-8").split("\n")
    syllables = {line.lower() for line in lines if is_syllable(line)}
    typed = {each: encoded(each, method, order) for each in syllables}
    typed = {each: strokes for each, strokes in typed.items() if strokes != each}
    assert len(typed) > 4_500
    right = sum(key(DECODE[method](strokes) or "") == key(each) for each, strokes in typed.items())
    assert right / len(typed) >= 0.995


@pytest.mark.shared
@pytest.mark.parametrize(("size", "common"), [(3_000, 0), (3_000, 2), (12_000, 0), (12_000, 5)])
def test_english_words_brands_and_acronyms_get_no_offer(articles, size, common):
    surfaces = Counter(w for text in articles for w in set(WORD.findall(text)) if w.isascii())
    frequent = [word for word, _ in surfaces.most_common(2_500)]
    rest = sorted(set(surfaces) - set(frequent))
    words = frequent + random.Random(3).sample(rest, 2_500)
    index = counts(articles[:size])
    offers = {
        word: plausible_typing(word, lambda w: index[w] <= common, lambda s: index[s] > 0)
        for word in words
    }
    assert {word: offer for word, offer in offers.items() if offer} == {}


@pytest.mark.shared
@pytest.mark.parametrize("method", DECODE)
def test_phrases_of_titles_are_read(articles, method):
    choice = random.Random(5)
    index = counts(articles)
    right = wrong = asked = 0
    for text in articles:
        words = WORD.findall(text.split("\n", 1)[0])
        size = choice.randint(2, 5)
        if len(words) < size or asked == 2_000:
            continue
        start = choice.randrange(len(words) - size + 1)
        phrase = " ".join(words[start : start + size])
        typed = encoded_text(phrase, method)
        if typed != phrase:
            asked += 1
            offer = plausible_typing(typed, lambda w: index[w] <= 2, lambda s: index[s] > 0)
            same = offer is not None and [*map(key, offer.split())] == [*map(key, phrase.split())]
            right += same
            wrong += offer is not None and not same
    assert right / asked >= 0.85
    assert wrong / asked <= 0.01
