"""Who issued a notice, one or several."""

import pytest

from ingest.issuers import head_issuers, school_of, signatories, split_issuers, title_issuers

SPLIT = {
    "一个": ("某市教育局", ("某市教育局",)),
    "字间空格": ("某 市 教 育 局", ("某市教育局",)),
    "空格隔开": ("某市教育局　某市财政局", ("某市教育局", "某市财政局")),
    "顿号隔开": ("国务院办公厅、中央军委办公厅", ("国务院办公厅", "中央军委办公厅")),
    "连着写": ("某市教育局某市财政局某市人民政府办公室", ("某市教育局", "某市财政局", "某市人民政府办公室")),
    "连着写，简称": ("市教育局市财政局", ("市教育局", "市财政局")),
    "连着写，部委": ("财政部国家税务总局", ("财政部", "国家税务总局")),
    "党委政府": ("中共某市委 某市人民政府", ("中共某市委", "某市人民政府")),
    "名称里有市": ("某市市场监督管理局", ("某市市场监督管理局",)),
    "人": ("市长　张三", ()),
    "名称里有会": ("某市人民代表大会 某市总工会", ("某市人民代表大会", "某市总工会")),
    "新闻的标题": ("某市举行数据要素大会", ()),
    "句子": ("请认真贯彻执行", ()),
    "空": ("", ()),
}


@pytest.mark.parametrize(("text", "names"), SPLIT.values(), ids=SPLIT.keys())
def test_organisations_of_a_line_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert split_issuers(text) == names


def test_signature_is_the_lines_above_the_date_that_name_organisations() -> None:
    above = ["某市体育局", "某市教育局　某市财政局", "特此通知。", "某市水务局"]
    assert signatories(above, "") == ("某市教育局", "某市财政局", "某市体育局")


def test_signature_on_the_line_of_the_date_comes_first() -> None:
    assert signatories(["某市水务局"], "某市教育局") == ("某市教育局",)


HEADS = {
    "文件": (["某市教育局文件"], ("某市教育局",)),
    "几行": (["某市教育局", "某市财政局文件"], ("某市教育局", "某市财政局")),
    "令": (["某市人民政府令", "第5号"], ("某市人民政府",)),
    "令有序号": (["某市人民政府令第5号"], ("某市人民政府",)),
    "公告": (["某市财政局公告"], ("某市财政局",)),
    "国名": (["中华人民共和国某某部令"], ("某某部",)),
    "令没有第字": (["某市人民政府令5号"], ("某市人民政府",)),
    "上面是同一机关的全称": (["某省某市人民政府", "某市人民政府令第5号"], ("某市人民政府",)),
    "不是红头": (["某市教育局关于清理文件"], ()),
}


@pytest.mark.parametrize(("lines", "names"), HEADS.values(), ids=HEADS.keys())
def test_red_head_names_the_issuers(lines: list[str], names: tuple[str, ...]) -> None:
    assert head_issuers(lines) == names


TITLES = {
    "关于": (["某市教育局关于校服的通知"], ("某市教育局",)),
    "印发": (["某市教育局印发《办法》的通知"], ("某市教育局",)),
    "转发别的机关": (["某市政府办公室转发市教育局关于校服意见的通知"], ("某市政府办公室",)),
    "联合，几行": (["某市教育局 某市财政局", "关于校服的通知"], ("某市教育局", "某市财政局")),
    "前面有页码": (["22 某市教育局关于校服的意见"], ("某市教育局",)),
    "没有机关": (["关于校服的通知"], ()),
}


@pytest.mark.parametrize(("lines", "names"), TITLES.values(), ids=TITLES.keys())
def test_title_names_the_issuers(lines: list[str], names: tuple[str, ...]) -> None:
    assert title_issuers(lines) == names


SCHOOLS = {
    "大学": ("某某大学学生管理办法", ("某某大学",)),
    "学院": ("某某职业技术学院学籍规定", ("某某职业技术学院",)),
    "大学生": ("某市大学生创业办法", ()),
    "泛称": ("普通高等学校学生管理规定", ()),
}


@pytest.mark.parametrize(("title", "names"), SCHOOLS.values(), ids=SCHOOLS.keys())
def test_school_is_named_by_the_title_of_its_rules(title: str, names: tuple[str, ...]) -> None:
    assert school_of(title) == names
