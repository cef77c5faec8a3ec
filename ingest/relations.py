"""What a notice does to other documents: it repeals 废止 or amends 修改 them."""

import re
from collections.abc import Iterable, Iterator

from ingest.numbers import normalised
from kb.documents import Relation, RelationKind
from kb.text import HAN

_REPEALING = re.compile(
    r"废止|(?:同时|即行|一律|自行|相应)?(?:停止执行|停止施行|停止使用|停止实施|不再执行|不再适用|不再施行|终止执行|自动失效|宣布失效|即行失效|同时失效|失效)"
)
_AMENDING = re.compile(
    r"(?:作出?(?:如下|以下)?(?:修改|修订)|(?:修改|修订)(?:如下|为)|予以修改|进行(?:了)?(?:修改|修订))"
)
_CITED = re.compile(
    r"《(?P<title>[^《》]+(?:[〈《][^〈〉《》]*[〉》][^《》]*)*)》\s*(?:[（(](?P<number>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?号[^（）()]*)[）)])?"
)
_BARE = re.compile(
    r"(?:原|原有)?(?P<number>[\u4e00-\u9fff]{2,10}[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号)(?:文件?)?"
)
_NOT_YET = re.compile(
    r"(?:废止|失效|修[改订])(?:前|之前|的(?:文件|规定|除外)|或者|、|和|及|与|工作|程序|情况)|(?:修[改订]|清理|制定|评估)[、和或及与]+(?:者)?废止|(?:被|已)废止|未(?:被)?废止"
)
_PART = re.compile(rf"^\s*(?:[（(][^（）()]*[）)])?\s*(?:中|的)?\s*第?[{HAN}\d]+[条款项章]")
_BASIS = re.compile(r"(?:根据|按照|依照|依据|为贯彻|按)[^，,]*$")
_TITLED = re.compile(
    r"关于(?P<verb>废止|停止执行|宣布失效|修改|修订)(?!和|、|及|印发|部分)[^《]{0,12}《(?P<title>.+)》"
)
_NEAR, _LONGEST = 60, 600
_SENTENCES = re.compile(r"[。；\n]")


def find_relations(texts: Iterable[str], title: str) -> tuple[Relation, ...]:
    """The documents that a notice repeals or amends, in the order of the text; `title` is its own.

    >>> [found] = find_relations(["本办法自印发之日起施行，《旧办法》（某政发[2018]3号）同时废止。"], "新办法")
    >>> str(found.kind), found.title, found.number
    ('repeals', '旧办法', '某政发〔2018〕3号')
    """
    found = [*_from_title(title)]
    for sentence in _SENTENCES.split("\n".join(texts)):
        found += _from_sentence(sentence)
    return tuple(dict.fromkeys(found))


def _from_title(title: str) -> Iterator[Relation]:
    if titled := _TITLED.search(title):
        kind = RelationKind.AMENDS if titled["verb"] in ("修改", "修订") else RelationKind.REPEALS
        yield from (Relation(kind, name, None, title) for name in re.split(r"》[、和及]*《", titled["title"]))


def _from_sentence(sentence: str) -> Iterator[Relation]:
    repealing = None if _NOT_YET.search(sentence) else _REPEALING.search(sentence)
    amending = _AMENDING.search(sentence)
    act = repealing or amending
    if act is None:
        return
    kind = RelationKind.REPEALS if repealing else RelationKind.AMENDS
    whole = sentence.strip() if len(sentence) <= _LONGEST else None
    for cited in (*_CITED.finditer(sentence), *_unquoted(sentence)):
        named = cited.groupdict()
        if _BASIS.search(sentence[max(0, cited.start() - _NEAR) : cited.start()]) or (
            cited.start() > act.end() + 2 and kind is RelationKind.AMENDS
        ):
            continue
        partly = kind is RelationKind.REPEALS and _PART.match(sentence[cited.end() : cited.end() + _NEAR])
        words = cited[0] if whole is None else whole
        number = normalised(named["number"] or "") or named["number"]
        yield Relation(RelationKind.AMENDS if partly else kind, named.get("title"), number, words)


def _unquoted(sentence: str) -> Iterator[re.Match[str]]:
    """Numbers of documents whose titles the sentence does not name."""
    return _BARE.finditer(_CITED.sub(lambda cited: "　" * len(cited[0]), sentence))
