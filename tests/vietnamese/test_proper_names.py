from __future__ import annotations

import pytest

from search.vietnamese.proper_names import proper_names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Lê Bá Hùng nói", [("Lê Bá Hùng", True)]),
        ("gặp Nguyễn Thị Kim Ngân.", [("Nguyễn Thị Kim Ngân", True)]),
        (
            "Bộ trưởng Phùng Xuân Nhạ, Trần Hồng Hà",
            [("Phùng Xuân Nhạ", True), ("Trần Hồng Hà", True)],
        ),
        ("của Hà Nội Nguyễn Đức Chung", [("Nguyễn Đức Chung", True)]),
        ("mưa ở Thái Bình Dương", [("Thái Bình Dương", False)]),
        ("mưa ở Nghệ An và Hà Tĩnh", [("Nghệ An", False), ("Hà Tĩnh", False)]),
        ("Chuyển đổi số ở Vinh", []),
        ("LÊ BÁ HÙNG", []),
        ("Hồ Xuân Hương và Hồ", [("Hồ Xuân Hương", True)]),
        ("Công ty Cổ Phần Đầu Tư Xây Dựng Miền Trung", []),
        ("iPhone Pro Max", [("Pro Max", False)]),
        ("", []),
    ],
)
def test_a_run_of_capitals_is_a_name_and_a_person_by_its_family_name(text, found):
    assert list(proper_names(text)) == found
