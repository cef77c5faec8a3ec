"""The knowledge base on disk: Chroma for passages, vectors and metadata, Tantivy for BM25, JSON for the notices."""
