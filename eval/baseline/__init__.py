"""What is compared with: the stock parts of llama-index, put together as its documentation does."""
