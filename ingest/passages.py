"""From clauses to passages: pieces of a clause's text, short enough to be found by, as llama-index nodes."""

from typing import Any

from llama_index.core.schema import TextNode

from ingest.cutting import cut, phrases, rows
from kb.index.manifest import document_id, version_of
from kb.index.records import metadata, passage_id
from kb.notices import Notice


def passages(notice: Notice, recipe: str) -> list[TextNode]:
    """The passages of every clause, at least one each, in the order of the text.

    A node's text is an exact piece of its clause's text, and the pieces of a clause together are that text. For
    searching (llama-index: MetadataMode.EMBED) the headings come before it. `recipe` names what parsed the notice.
    """
    version, document = version_of(notice, recipe), document_id(notice)
    tabular = {table.path for table in notice.tables}
    nodes = []
    for position, clause in enumerate(notice.clauses):
        units = rows if clause.path in tabular else phrases
        for ordinal, piece in enumerate(cut(clause.text, units)):
            data: dict[str, Any] = metadata(document, version, notice, position, ordinal)
            nodes.append(_node(passage_id(version, clause.path, ordinal), piece, data))
    return nodes


def _node(identifier: str, text: str, data: dict[str, Any]) -> TextNode:
    hidden = [key for key in data if key != "context"]
    return TextNode(
        id_=identifier,
        text=text,
        metadata=data,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
    )
