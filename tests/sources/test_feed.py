"""Feeds: items become articles, HTML in them becomes text, broken ones give what can be read."""

from datetime import date

from search.article import Article
from search.sources.formats import format_of

ITEM = """<item><title>{}</title><link>https://www.bao.vn/{}</link>
<pubDate>Tue, 29 Dec 2020 20:00:00 GMT</pubDate><category>Xã hội</category>
<description>
<![CDATA[<a href="x"><img src="a.jpg"/></a></br>Nước sông <b>dâng</b> cao.]]>
</description></item>"""
RSS = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{}</channel></rss>'
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>
<entry><title type="html">Lũ &amp;lt;b&amp;gt;lớn&amp;lt;/b&amp;gt;</title>
<id>tag:1</id>
<updated>2020-12-29T08:00:00+07:00</updated>
<author><name>Lê Hà</name></author><summary>Tóm tắt.</summary>
<content type="html">&lt;p&gt;Đoạn một.&lt;/p&gt;
&lt;p&gt;Cầu sập. Ảnh: Lê Thanh&lt;/p&gt;
&lt;script&gt;x()&lt;/script&gt;</content>
</entry></feed>"""


def test_an_item_of_rss_is_an_article(read_file):
    [found] = read_file(RSS.format(ITEM.format("Lũ lớn", 1)))
    assert (found.title, found.lead) == ("Lũ lớn", "Nước sông dâng cao.")
    assert (found.url, found.source) == ("https://www.bao.vn/1", "bao.vn")
    assert (found.published, found.tags) == (date(2020, 12, 30), ("Xã hội",))


def test_an_entry_of_atom_is_an_article_with_its_photos(read_file):
    [found] = read_file(ATOM)
    assert (found.id, found.author, found.lead) == ("tag:1", "Lê Hà", "Tóm tắt.")
    assert (found.body, found.captions[0].credit) == ("Đoạn một.", "Lê Thanh")


def test_html_inside_titles_becomes_text(titles):
    for title in (
        "<![CDATA[<b>Lũ</b> lớn]]>",
        "&lt;b&gt;Lũ&lt;/b&gt; lớn",
        "<b>Lũ</b> lớn",
        "<![CDATA[<span class='x'>Lũ&nbsp;lớn</span>]]>",
    ):
        assert titles(RSS.format(ITEM.format(title, 1))) == ["Lũ lớn"]


def test_a_feed_cut_off_gives_what_came_before_and_says_so(read_file):
    whole = RSS.format("".join(ITEM.format(f"Bài {n}", n) for n in range(20)))
    *good, last = read_file(whole[: len(whole) // 2])
    titles = [each.title for each in good if isinstance(each, Article)]
    assert titles[:9] == [f"Bài {n}" for n in range(9)]
    assert "broken XML" in last.en


def test_a_bomb_of_entities_is_not_let_off(read_file):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>'
    found = read_file(bomb + "<rss><channel><item><title>&e11;</title></item></channel></rss>")
    assert all(len(each.title) < 1000 for each in found if isinstance(each, Article))


def test_a_sitemap_is_declined_with_its_count(titles):
    urls = "".join(f"<url><loc>https://bao.vn/{n}</loc></url>" for n in range(70_000))
    sitemap = f'<?xml version="1.0"?>\n<urlset xmlns="x">{urls}</urlset>'
    assert titles(sitemap, "sitemap.xml") == [
        "a sitemap of 70000 addresses, no article; give the pages themselves"
    ]


def test_other_xml_is_no_feed():
    assert format_of(b'<?xml version="1.0"?><html><body>feed</body></html>', "a.xml") == "html"
