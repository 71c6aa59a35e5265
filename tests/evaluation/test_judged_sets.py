from __future__ import annotations

import pytest

from search.errors import SourceMissing
from search.evaluation import markdown
from search.evaluation.baselines.systems import baselines
from search.evaluation.collection import Portion
from search.evaluation.judged_sets import JudgedSet
from search.evaluation.topics import Form


def test_a_set_is_judged_in_every_form_beside_others(judged, distractors):
    found = JudgedSet.of(judged).evaluations(
        [Portion(distractors)], others=lambda articles: baselines(articles, ["sqlite fts5"])
    )
    assert {(each.system, each.form) for each in found} == {
        (system, form) for system in ("timbao", "sqlite fts5") for form in Form
    }
    means = {(each.system, each.form): each.means.mrr_10 for each in found}
    assert means["timbao", Form.WRITTEN] == means["timbao", Form.UNACCENTED] == 1.0
    assert means["sqlite fts5", Form.WRITTEN] == 1.0 > means["sqlite fts5", Form.UNACCENTED]


def test_distractors_are_searched_too(judged, distractors):
    [found] = JudgedSet.of(judged).evaluations([Portion(distractors)], [Form.WRITTEN])
    assert "noise" in {each.article_id for each in found.run["1"]}


def test_a_folder_without_a_corpus_is_named(judged):
    (judged / "corpus.jsonl").unlink()
    with pytest.raises(SourceMissing) as caught:
        JudgedSet.of(judged)
    assert caught.value.path.parent == judged


@pytest.mark.parametrize("name", ["queries.jsonl", "qrels.txt", "corpus.jsonl"])
def test_a_digest_changes_with_every_file(judged, distractors, name):
    before = JudgedSet.of(judged).digest(distractors)
    assert JudgedSet.of(judged).digest(distractors) == before
    with (judged / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert JudgedSet.of(judged).digest(distractors) != before


def test_a_digest_changes_with_distractors_and_with_topics(judged, distractors):
    whole = JudgedSet.of(judged)
    assert whole.sampled(2, 1).digest(distractors) != whole.digest(distractors)
    assert whole.digest(judged / "corpus.jsonl") != whole.digest(distractors)


def test_markdown_has_a_table_for_each_form(judged, distractors):
    found = JudgedSet.of(judged).evaluations([Portion(distractors)])
    lines = markdown.tables({"set": found}).splitlines()
    assert [line for line in lines if line.startswith("**")] == [
        "**As written**",
        "**In lower case**",
        "**Without accents**",
    ]
    assert "| nDCG@10 | set, 3 queries |" in lines
    assert "| timbao | 1.000 (1.000–1.000) |" in lines
