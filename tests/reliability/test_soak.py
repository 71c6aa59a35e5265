"""Two writers and eight readers at once. Here for seconds; ``TIMBAO_SOAK=120`` is two minutes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SECONDS = float(os.environ.get("TIMBAO_SOAK", "8"))


def test_nobody_sees_a_wrong_count_or_an_error(room, timbao_child, write, tmp_path):
    names = [f"old{number}" for number in range(10)]
    assert timbao_child("index", write(tmp_path / "old", names), data=room.data).code == 0
    script = Path(__file__).with_name("soaking.py")
    running = [
        subprocess.Popen(
            [sys.executable, script, role, room.data.root, name, str(SECONDS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
        for role, names in [("write", "ab"), ("read", "cdefghij")]
        for name in names
    ]
    saw = []
    for process in running:
        out, errors = process.communicate(timeout=SECONDS + 120)
        assert process.returncode == 0, errors
        assert errors == ""
        saw.append(json.loads(out))
    writers, readers = saw[:2], saw[2:]
    assert all(each["batches"] for each in writers)
    assert [each["wrong"] for each in readers] == [0] * 8
    assert all(each["opened"] for each in readers)
    expected = 10 + 10 * sum(each["batches"] for each in writers)
    assert len(room.archived()) == expected
    assert timbao_child("verify", data=room.data).code == 0
    assert timbao_child("rebuild", data=room.data).code == 0
    room.assert_all_is_well()
    print(json.dumps(saw))  # noqa: T201 - pytest -s shows it to whoever asks
