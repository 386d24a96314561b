"""Word fields with the result already computed, and the bookmarks they point at.

Nothing asks Word to update on opening (`w:updateFields` and `w:dirty` make it prompt): every field carries its result.
"""

from __future__ import annotations

from dataclasses import dataclass


def field(instruction: str, result: str) -> str:
    """A complex field: its instruction and the runs of its cached result."""
    return field_start(instruction) + result + FIELD_END


def field_start(instruction: str) -> str:
    """Everything of a field before its result, for results that span paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def internal_link(bookmark: str, content: str) -> str:
    """Runs that jump to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def external_link(relationship: str, content: str) -> str:
    """Runs that open an address held in the document's relationships."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{content}</w:hyperlink>'


@dataclass
class Bookmarks:
    """Gives every bookmark of one document its own number, from 1."""

    last: int = 0

    def around(self, name: str, content: str) -> str:
        """The content between a pair of bookmark marks; `name` has at most 40 characters."""
        if len(name) > 40:
            raise ValueError(f"the bookmark name {name!r} has {len(name)} characters; Word allows 40")
        self.last += 1
        start = f'<w:bookmarkStart w:id="{self.last}" w:name="{name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self.last}"/>'
