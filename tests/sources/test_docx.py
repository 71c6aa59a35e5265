"""Word texts: paragraphs, photos and datelines told apart as in any text."""

import io
import zipfile

import pytest

PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>Máy 3</dc:creator></cp:coreProperties>"
)


def word(*paragraphs: str, before: str = "", core: str = CORE) -> bytes:
    body = "".join(PARAGRAPH.format(each) for each in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"{before}<w:document {NAMESPACE}>{body}</w:document>"
        )
        archive.writestr("docProps/core.xml", core)
    return packed.getvalue()


def test_a_word_text_is_read_as_a_scrapers_text(read_file):
    [found] = read_file(
        word(
            "Cầu mới ở Con Cuông",
            "(Baonghean.vn) - Chiều 29/12/2020, huyện khánh thành cầu.",
            "Cầu dài</w:t></w:r><w:r><w:t> 120 m.",
            "Cầu mới. Ảnh: Lê Thanh",
        )
    )
    assert (found.title, found.source) == ("Cầu mới ở Con Cuông", "Baonghean.vn")
    assert (found.lead, found.body) == (
        "Chiều 29/12/2020, huyện khánh thành cầu.",
        "Cầu dài 120 m.",
    )
    assert [(each.text, each.credit) for each in found.captions] == [("Cầu mới.", "Lê Thanh")]
    assert found.extra["file_author"] == "Máy 3"


def test_text_typed_in_an_old_font_is_put_right(read_file):
    [found] = read_file(
        word("Hµ Néi häp tæng kÕt", "", "Thµnh phè ®Èy m¹nh chuyÓn ®æi sè.", "PhÇn cßn l¹i.")
    )
    assert found.title == "Hà Nội họp tổng kết"
    assert found.extra["encoding"] == "tcvn3"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word(), "no text"),
        (word("<b>"), "damaged Word file"),
        (word("&e;", before='<!DOCTYPE x [<!ENTITY e "x">]>'), "DOCTYPE"),
        (word("Tin", core="<cut"), "damaged Word file"),
    ],
)
def test_a_word_file_without_text_or_damaged_is_told(titles, data, said):
    [reason] = titles(data)
    assert said in reason
