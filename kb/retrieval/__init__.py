"""Hybrid retrieval: from a question to scored clauses."""
