"""Citations 引证, and the check that every quote stands in its clause."""

from dataclasses import dataclass

from kb.clauses import Clause
from kb.notices import Notice


@dataclass(frozen=True)
class CitedDocument:
    id: str
    title: str
    number: str | None
    issuer: str | None


@dataclass(frozen=True)
class Citation:
    """`quote` is an exact part of the clause's `text`; `source[start:end]` is where it stands in the source.

    `assignment` is the parenthesis that ends the clause and names its units, which is no part of its text.
    """

    marker: int
    document: CitedDocument
    clause: str
    heading: str | None
    quote: str
    start: int
    end: int
    page: int | None
    source: str
    assignment: str | None = None


def cite(marker: int, document_id: str, notice: Notice, clause: Clause, quote: str) -> Citation | None:
    """The citation of `quote` in `clause`, or None where the quote does not stand there."""
    span = clause.locate(quote)
    if span is None:
        return None
    data = notice.document
    cited = CitedDocument(document_id, notice.title, data.number, data.issuer)
    return Citation(
        marker, cited, clause.path, clause.heading, quote, *span, clause.page, notice.source, clause.assignment
    )


def is_true(citation: Citation, notice: Notice) -> bool:
    """Whether the quote is an exact part of the clause's text, and the source has it where the citation says."""
    clause = notice.by_path.get(citation.clause)
    return (
        clause is not None
        and clause.locate(citation.quote) == (citation.start, citation.end)
        and clause.start <= citation.start < citation.end <= clause.end <= len(notice.text)
        and "".join(notice.text[start:end] for start, end in clause.pieces(citation.quote)) == citation.quote
    )
