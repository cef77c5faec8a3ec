"""Characters and words: folding, jieba words, pairs of characters, numerals, sentences."""

import logging
from itertools import pairwise
from pathlib import Path

import jieba
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from kb.text import bigrams, counted, fold, number_of, sentences, visible, word_ends, words

ROOT = Path(__file__).parents[2]
SEEDS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}
jieba.setLogLevel(logging.WARNING)


@pytest.mark.parametrize("text", SEEDS.values(), ids=SEEDS.keys())
def test_words_are_those_of_jieba(text: str) -> None:
    cut = [text[start:end] for start, end in sentences(text)]
    assert len(cut) > 50
    assert [rjieba.cut(sentence) for sentence in cut] == [jieba.lcut(sentence) for sentence in cut]


FOLDED = {
    "全角": ("（ＡＢＣ，１２）", "(abc,12)"),
    "大小写": ("AI大模型", "ai大模型"),
    "空白": (" 以 技\u3000术\n\t", "以技术"),
    "半角不变": ("50%", "50%"),
    "引号不变": ("“创谷”", "“创谷”"),
    "空": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED.keys())
def test_folded_text_has_one_width_and_no_white_space(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_folded_text_has_no_white_space_whatever_it_was(text: str) -> None:
    assert not any(character.isspace() for character in fold(text))


VISIBLE = {
    "空白": ("甲 \n\u3000乙", "甲乙"),
    "零宽": ("甲\u200b乙\ufeff", "甲乙"),
    "控制符": ("甲\x1c乙\x00", "甲乙"),
    "都看得见": ("甲，乙。", "甲，乙。"),
    "都看不见": (" \u200b\n", ""),
}


@pytest.mark.parametrize(("text", "expected"), VISIBLE.values(), ids=VISIBLE.keys())
def test_visible_is_what_shows(text: str, expected: str) -> None:
    assert visible(text) == expected


WORDS = {
    "标点不算": ("科技保险归谁管？", ["科技", "保险", "归", "谁", "管"]),
    "全角字母": ("ＡＩ大模型", ["ai", "大", "模型"]),
    "数字": ("68号文", ["68", "号文"]),
    "只有标点": ("，。——！_", []),
    "空": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_words_are_folded_and_have_no_punctuation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text("科技保险产品。，；1aＡ \n", max_size=30))
def test_word_ends_cut_the_text_whole(text: str) -> None:
    ends = word_ends(text)
    assert [text[start:end] for start, end in pairwise([0, *ends])] == rjieba.cut(text)
    assert ends[-1:] == ([len(text)] if text else [])


BIGRAMS = {
    "一串": ("科技保险", ["科技", "技保", "保险"]),
    "单字": ("个", ["个"]),
    "断开": ("科技、保险", ["科技", "保险"]),
    "西文不算": ("AI科技10个", ["科技", "个"]),
    "扩展区的字": ("㐀㐁", ["㐀㐁"]),
    "没有汉字": ("AI 10%", []),
}


@pytest.mark.parametrize(("text", "expected"), BIGRAMS.values(), ids=BIGRAMS.keys())
def test_pairs_of_characters_do_not_cross_what_parts_them(text: str, expected: list[str]) -> None:
    assert bigrams(text) == expected


NUMERALS = {
    "阿拉伯": ("19", 19),
    "全角阿拉伯": ("１９", 19),
    "一": ("一", 1),
    "十": ("十", 10),
    "十几": ("十九", 19),
    "几十": ("二十", 20),
    "几十几": ("二十一", 21),
    "一百": ("一百", 100),
    "一百零几": ("一百零五", 105),
    "一百一十": ("一百一十", 110),
    "两百": ("两百", 200),
    "一千零二十": ("一千零二十", 1020),
    "逐位": ("二〇二六", 2026),
    "逐位而零写作字母": ("二OΟ六", 2006),
    "零": ("零", 0),
    "圈码": ("③", 3),
    "圈码二十": ("⑳", 20),
    "文字": ("几", None),
    "夹着文字": ("十多", None),
    "小数": ("1.5", None),
    "负数": ("-3", None),
}


@pytest.mark.parametrize(("numeral", "value"), NUMERALS.values(), ids=NUMERALS.keys())
def test_numeral_has_its_value(numeral: str, value: int | None) -> None:
    assert number_of(numeral) == value


def test_numerals_are_written_out_in_one_place() -> None:
    sources = (path for room in ("kb", "ingest", "eval") for path in (ROOT / room).rglob("*.py"))
    written_out = [path.relative_to(ROOT) for path in sources if "五六七" in path.read_text(encoding="utf-8")]
    assert written_out == [Path("kb/text.py")]


@given(st.integers(0, 9999))
def test_number_is_counted_as_it_is_read(number: int) -> None:
    assert number_of(counted(number)) == number


SENTENCES = {
    "句号": ("甲。乙。", ["甲。", "乙。"]),
    "问号叹号": ("甲？乙！丙", ["甲？", "乙！", "丙"]),
    "分号": ("甲；乙;丙", ["甲；", "乙;", "丙"]),
    "换行": ("甲\n乙", ["甲\n", "乙"]),
    "句号后的引号": ("“甲。”乙。", ["“甲。”", "乙。"]),
    "句号后的括号": ("（甲。）乙", ["（甲。）", "乙"]),
    "逗号不断": ("甲，乙", ["甲，乙"]),
    "小数点不断": ("1.5亿元", ["1.5亿元"]),
    "几个标点": ("甲？！\n\n乙", ["甲？！\n\n", "乙"]),
    "空": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text("甲乙。！？；\n”）（", max_size=30) | st.text())
def test_sentences_cover_the_text(text: str) -> None:
    spans = list(sentences(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
