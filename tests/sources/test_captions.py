"""Alt text and caption of one photo become one; two photos stay two."""

import pytest

from search.sources.captions import Line, take_captions


def lines(text: str) -> list[Line]:
    blocks = enumerate(text.split("\n\n"))
    return [Line(line, number) for number, block in blocks for line in block.split("\n") if line]


@pytest.mark.parametrize(
    ("text", "photos"),
    [
        ("Đập Khe Gỗ. Ảnh: A\nĐập Khe Gỗ. Ảnh: A", [("Đập Khe Gỗ.", "Đập Khe Gỗ.", "A")]),
        (
            "Trao quà cho dân. Ảnh: A\nXã Lĩnh Sơn trao quà cho dân. Ảnh: A",
            [("Xã Lĩnh Sơn trao quà cho dân.", "Trao quà cho dân.", "A")],
        ),
        (
            "Trao quà cho dân nghèo ở bản. Ảnh: A\nTrao quà cho dân.",
            [("Trao quà cho dân nghèo ở bản.", "Trao quà cho dân.", "A")],
        ),
        (
            "Trao quà cho dân nghèo\nTrao quà cho dân nghèo ở bản",
            [("Trao quà cho dân nghèo ở bản", "Trao quà cho dân nghèo", "")],
        ),
        (
            "Đội múa vào sân. Ảnh: A\nKhán giả reo hò. Ảnh: A",
            [("Đội múa vào sân.", "", "A"), ("Khán giả reo hò.", "", "A")],
        ),
        (
            "Ông Lê Hùng phát biểu khai mạc. Ảnh: A\nÔng Trần Bá phát biểu khai mạc. Ảnh: A",
            [
                ("Ông Lê Hùng phát biểu khai mạc.", "", "A"),
                ("Ông Trần Bá phát biểu khai mạc.", "", "A"),
            ],
        ),
        (
            "Cầu treo số 1 đã thông xe. Ảnh: A\nCầu treo số 2 đã thông xe. Ảnh: A",
            [("Cầu treo số 1 đã thông xe.", "", "A"), ("Cầu treo số 2 đã thông xe.", "", "A")],
        ),
        (
            "Cầu treo thông xe. Ảnh: A\nCầu treo thông xe. Ảnh: B",
            [("Cầu treo thông xe.", "", "A"), ("Cầu treo thông xe.", "", "B")],
        ),
        (
            "Lũ lên nhanh\nĐò cập bến\nLũ lên rất nhanh đêm qua. Ảnh: A\nĐò đã cập bến. Ảnh: A",
            [("Lũ lên rất nhanh đêm qua.", "", "A"), ("Đò đã cập bến.", "", "A")],
        ),
        (
            "Lũ về. Ảnh: A\nĐò vào bến. Ảnh: B\nLũ về. Ảnh: A\nĐò đã vào bến. Ảnh: B",
            [
                ("Lũ về.", "Lũ về.", "A"),
                ("Đò đã vào bến.", "Đò vào bến.", "B"),
            ],
        ),
        (
            "Người bán hoa ăn bữa cơm tối. Ảnh: A\nBữa cơm tối của người bán hoa. Ảnh: A",
            [
                ("Người bán hoa ăn bữa cơm tối.", "", "A"),
                ("Bữa cơm tối của người bán hoa.", "", "A"),
            ],
        ),
        (
            "Người bán hoa ăn bữa tối. Ảnh: A\nBữa tối vội của vợ chồng người bán hoa. Ảnh: A",
            [("Bữa tối vội của vợ chồng người bán hoa.", "Người bán hoa ăn bữa tối.", "A")],
        ),
        ("Bà con thu hoạch chè\nẢnh: A", [("Bà con thu hoạch chè", "", "A")]),
        ("Một đoạn văn.\n\nMột đoạn văn khác hẳn.", []),
    ],
)
def test_photos_of_lines(text: str, photos: list[tuple[str, str, str]]) -> None:
    captions, _ = take_captions(lines(text))
    assert [(photo.text, photo.alt, photo.credit) for photo in captions] == photos
    assert [photo.ordinal for photo in captions] == list(range(1, len(photos) + 1))


def test_lines_that_are_no_captions_stay_in_order() -> None:
    _, rest = take_captions(lines("Một.\n\nCầu. Ảnh: A\n\nHai.\n\n" + "Dài " * 300 + "Ảnh: A"))
    assert [line.text[:4] for line in rest] == ["Một.", "Hai.", "Dài "]
