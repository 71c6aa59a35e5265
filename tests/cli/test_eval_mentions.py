"""Judging recognition, and learning names, from the command line."""

from __future__ import annotations

import pytest

GOLD = "Ông\tO\nLê\tB-PERSON\nBá\tI-PERSON\nHùng\tI-PERSON\nnói\tO\n"


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.conll"
    path.write_text(GOLD, "utf-8")
    return path


def test_recognition_is_judged_by_gold_spans(timbao, gold):
    ran = timbao("eval", "mentions", gold, "--document", "--json")
    assert ran.code == 0
    assert ran.json["schema"] == "timbao.eval.mentions/1"
    assert {name: ran.json[name] for name in ("precision", "recall", "f1", "gold")} == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "gold": 1,
    }
    assert ran.json["full_names"]["gold"] == 1
    assert "PERSON" in timbao("eval", "mentions", gold).out


def test_what_cannot_be_judged_is_said(timbao, gold, tmp_path):
    ran = timbao("eval", "mentions", gold, "--label", "ANIMAL")
    assert (ran.code, "nothing is labelled ANIMAL" in ran.err) == (2, True)
    assert timbao("eval", "mentions", tmp_path / "nowhere").code == 2


def test_the_same_seed_draws_the_same_claims(timbao, articles):
    asked = ["eval", "judging", "--corpus", articles, "--claim", "posts", "--json"]
    ran = timbao(*asked)
    assert ran.code == 1  # nobody holds an office there
    assert (ran.json["claims"], ran.json["sample"]) == (0, [])


def test_a_claim_is_shown_with_its_text(timbao, tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("Tin\n\nGiám đốc Sở Y tế Lê Bá Hùng nói. Sau đó ông Hùng về.\n", "utf-8")
    asked = ["eval", "judging", "--corpus", path, "--json"]
    [post] = timbao(*asked).json["sample"]
    assert (post["name"], post["claimed"]) == ("Lê Bá Hùng", "Giám đốc | Sở Y tế | ")
    [short] = timbao(*asked, "--claim", "short-names").json["sample"]
    assert (short["name"], short["claimed"]) == ("Lê Bá Hùng", "ông Hùng")
    assert "ông Hùng về" in short["text"]
    assert "Lê Bá Hùng" in timbao(*asked[:-1]).out


def test_names_are_learnt_into_two_files(timbao, articles, newsroom, tmp_path):
    ran = timbao("learn", "names", "--corpus", articles, "--out", tmp_path / "a", "--json")
    assert ran.code == 0
    assert [file["bytes"] > 0 for file in ran.json["files"]] == [True, True]
    timbao("learn", "names", "--data", newsroom, "--out", tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "b").iterdir())
    assert names == ["name_weights.tsv.gz", "names.tsv.gz"]
