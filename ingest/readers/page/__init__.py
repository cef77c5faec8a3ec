"""Pages of placed characters, as PDF, OFD and OCR give them: to lines, paragraphs, tables, without running heads."""
