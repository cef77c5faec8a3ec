"""`kb ingest`: what became of each file, and the exit code that says so."""

import json
import shutil
from pathlib import Path

from tests.kb.cli.running import SEEDS, Run


def test_first_read_then_unchanged(run: Run) -> None:
    first, second = run("ingest", SEEDS[0]), run("ingest", SEEDS[0])
    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert first.out.startswith(f"已入库 {SEEDS[0]} 《武汉市推进以科技为支撑")
    assert first.out.endswith("已入库 1 份，未变化 0 份，略过 0 份，被拒 0 份。\n")
    assert second.out.startswith(f"未变化 {SEEDS[0]}")


def test_json_counts_and_names_every_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "公文"
    folder.mkdir()
    shutil.copy(SEEDS[0], folder)
    (folder / "名单.xlsx").write_bytes(b"PK")
    (folder / "空.txt").write_bytes(b"")
    shown = run("ingest", "--json", folder)
    summary = json.loads(shown.out)
    assert shown.code == 1
    assert {key: summary[key] for key in ("read", "unchanged", "skipped", "refused", "reembedded")} == {
        "read": 1,
        "unchanged": 0,
        "skipped": 1,
        "refused": 1,
        "reembedded": False,
    }
    found = {Path(file["path"]).name: file for file in summary["files"]}
    assert found[SEEDS[0].name]["document"]["number"] == "武政办〔2025〕68号"
    assert (found["空.txt"]["status"], found["空.txt"]["remark"]) == ("refused", "文件是空的")
    assert shown.err == f"被拒 {folder / '空.txt'}：文件是空的\n"


def test_nothing_usable_is_2(run: Run, tmp_path: Path) -> None:
    shown = run("ingest", tmp_path / "无.txt", tmp_path)
    assert shown.code == 2
    assert shown.err.splitlines()[0] == f"被拒 {tmp_path / '无.txt'}：文件不存在"
    assert len(shown.err.splitlines()) == 2


def test_home_that_cannot_be_written(run: Run, home: Path) -> None:
    home.write_text("这里已有一个文件", encoding="utf-8")
    shown = run("ingest", SEEDS[0])
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert str(home) in shown.err
