"""One Streamlit page a file, thin: choose, call, show. No arithmetic.

In: the `Release` that `dashboard.workspace` hands out. Out: a page of parts from `dashboard.ui`. Knows nothing of the
ledger or of figures that the release does not hold. Not called `pages`, which would wake Streamlit's old discovery.
"""
