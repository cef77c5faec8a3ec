"""Each organisation stands in the directory once, with all its tasks and those it works with."""

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.catalogue import Catalogue, Holding
from kb.directory import directory
from kb.units import Role

HERE = """武汉市人民政府办公厅文件

武政办〔2025〕901号

关于桥梁工作的通知

一、重点任务

1. 建设桥梁。建成桥梁10座。（牵头单位：市教育局；配合单位：市桥梁局）

2. 养护桥梁。每年养护桥梁20座。（责任单位：市桥梁局、市教育局、市水上局）

武汉市人民政府办公厅

2025年2月3日
"""
THERE = HERE.replace("武汉市", "黄石市").replace("武政办", "黄政办").replace("市桥梁局、市教育局、市水上局", "市桥梁局")


def catalogue(*texts: str) -> Catalogue:
    parsed = (parse_text(RawDocument(text), f"{number}.txt") for number, text in enumerate(texts))
    return Catalogue(tuple(Holding(str(number), notice) for number, notice in enumerate(parsed)))


def test_one_place() -> None:
    bridges, schools, boats = sorted(directory(catalogue(HERE)), key=lambda unit: unit.name != "市桥梁局")
    assert schools.name == "市教育局"
    assert schools.full_name == "武汉市教育局"
    assert "教育局" in schools.aliases
    assert [(each.task.clause.path, each.role) for each in schools.tasks] == [
        ("一、1", Role.LEAD),
        ("一、2", Role.RESPONSIBLE),
    ]
    assert schools.count(Role.LEAD) == 1
    assert schools.partners == (("市桥梁局", 2), ("市水上局", 1))
    assert (bridges.full_name, bridges.aliases) == (None, ())
    assert dict(boats.partners) == {"市桥梁局": 1, "市教育局": 1}


def test_the_same_name_at_two_places_is_two_units() -> None:
    names = {unit.name: len(unit.tasks) for unit in directory(catalogue(HERE, THERE))}
    assert names["市教育局（武汉市）"] == 2
    assert names["市教育局（黄石市）"] == 1
    assert names["市桥梁局（武汉市）"] == names["市桥梁局（黄石市）"] == 2
    assert names["市水上局"] == 1
