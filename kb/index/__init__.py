"""The knowledge base on disk: Chroma for passages, vectors and metadata, Tantivy for BM25, JSON for the notices."""

from kb.index.knowledge_base import KnowledgeBase
from kb.index.manifest import Entry
from kb.index.records import EVERYTHING, ClauseRef, Filter, Hit

__all__ = ["EVERYTHING", "ClauseRef", "Entry", "Filter", "Hit", "KnowledgeBase"]
