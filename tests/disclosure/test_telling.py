from __future__ import annotations

import pytest

from dashboard.disclosure.telling import tells_a_count


@pytest.mark.parametrize(
    "text",
    [
        "Covers 3 parishes",
        "The girl was counted in Kingston",
        "A boy's file was not seen",
        "The sisters were counted by the hospital",
        "Twins",
        "Both were from abroad",
        "She was moved to another parish",
        "No victims were confirmed",
        "Twenty-one files",
        "Files in the twenties",
        "One-third of the files",
        "A third of the files",
        "Half of them are children",
        "A dozen",
        "dozens of files",
        "a couple of files",
        "counted twice",
        "several files",
        "few files",
        "a single file",
        "Confirmed victims only",
        "½ of the files",
        "Ⅳ files",
        "٣ files",
        "③ files",
        "two files",
        "t\u00adwo files",
        "on\u200be file",
        "The victim has left the island",
        "a pending case",
    ],
)
def test_a_text_that_could_tell_a_count_is_found(text: str) -> None:
    assert tells_a_count(text)


@pytest.mark.parametrize(
    "text",
    [
        "Referral forms of the parishes were not seen",
        "First return of this division.",
        "Counts charges, not accused persons, before the change of rule.",
        "Files of child labour are kept elsewhere",
        "Child-protection officers did not sign",
        "Victim identification is under review",
        "The weight of evidence has not been checked",
        "Someone else signed the return",
    ],
)
def test_a_text_about_the_work_is_let_through(text: str) -> None:
    assert not tells_a_count(text)
