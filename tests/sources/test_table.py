"""Tables: columns known by name, rows that do not fit told with their line."""

from datetime import date

import pytest

from search.article import Article
from search.sources.formats import format_of


def test_vietnamese_and_english_headings_are_known(read_file):
    for table in (
        (
            "Tiêu đề,Nội dung,Ngày đăng,Tác giả,Chuyên mục,Lượt xem\n"
            "Lũ lớn,Nước dâng,29/12/2020,Hà,XH,7\n"
        ),
        (
            "headline\tcontent\tpub_date\tAuthor\tcategory\tviews\n"
            "Lũ lớn\tNước dâng\t2020-12-29\tHà\tXH\t7\n"
        ),
        (
            "\ufeffTIEU_DE;noi_dung;ngay-dang;tac gia;Chuyên  mục;x\n"
            "Lũ lớn;Nước dâng;29.12.2020;Hà;XH;7\n"
        ),
    ):
        [found] = read_file(table)
        assert (found.title, found.body, found.author) == ("Lũ lớn", "Nước dâng", "Hà")
        assert (found.section, found.published) == ("XH", date(2020, 12, 29))
        assert list(found.extra.values()) == ["7"]


def test_the_user_may_say_which_column_is_which(read_file):
    table = "cột một,title,cột ba\nLũ lớn,phụ,Nước dâng\n"
    [found] = read_file(table, "a.csv", names={"title": "cột một", "body": "cột ba"})
    assert (found.title, found.body, dict(found.extra)) == (
        "Lũ lớn",
        "Nước dâng",
        {"title 2": "phụ"},
    )


def test_quoted_cells_may_hold_lines_and_delimiters(read_file):
    first, second = read_file('title,body\n"Lũ, bão","Một.\n\nHai ""ba""."\nNắng,Bốn.\n')
    assert (first.title, first.body) == ("Lũ, bão", 'Một.\nHai "ba".')
    assert second.title == "Nắng"


def test_rows_with_other_columns_are_told_with_their_line_and_the_rest_is_read(read_file):
    table = 'title,body,source\na,"x\ny",s\nb,x\nc,x,s,thừa\nd,x,s,,\n\ne,x,s\n'
    found = read_file(table)
    assert [each.title for each in found if isinstance(each, Article)] == ["a", "d", "e"]
    assert [each.line for each in found if not isinstance(each, Article)] == [4, 5]
    assert "2 cells under 3 headings" in found[1].en


def test_a_row_that_is_not_utf8_is_told_with_its_line(read_file):
    good, bad, last = read_file(b"title,body\na,x\nb,\xff\xfe\nc,x\n")
    assert (good.title, bad.line, last.title) == ("a", 3, "c")
    assert bad.en == "not UTF-8"


def test_a_table_without_a_title_says_how_to_name_it(titles):
    [reason] = titles("mã,cột\n1,2\n", "a.csv")
    assert "--map title=COLUMN" in reason


@pytest.mark.parametrize(
    "text",
    [
        "Bão số 9, tin mới nhất\n\nChiều 29/12, bão vào.",
        "title\na\n",
        "Tin, ảnh, báo\nx,y,z",
        "a,b",
    ],
)
def test_a_text_with_commas_is_no_table(text):
    assert format_of(text.encode(), "a.txt") == "text"


def test_every_photo_of_a_row_stands_on_a_line(read_file):
    [found] = read_file('title,Chú thích ảnh\nLũ,"Cầu. Ảnh: Hà\nĐường"\n')
    assert [(each.text, each.credit) for each in found.captions] == [("Cầu.", "Hà"), ("Đường", "")]


def test_a_quote_that_is_never_closed_is_told_with_the_lines_that_it_takes(read_file):
    table = 'title,body\nLũ lớn,Nước dâng\nMưa to,"Cả ngày\nNắng,Cả tuần\nGió,Cả đêm\n'
    good, bad = read_file(table, "a.csv")
    assert good.title == "Lũ lớn"
    assert (bad.line, bad.en) == (
        3,
        "a quote is never closed: 3 lines in one row, from this one to the end",
    )


def test_a_cell_of_several_lines_may_be_the_last_one(titles):
    assert titles('title,body\nMưa to,"Cả ngày\nCả đêm"', "a.csv") == ["Mưa to"]
    assert titles('title,body\nMàn hình,5" nét\n', "a.csv") == ["Màn hình"]
