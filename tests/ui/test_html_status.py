"""A status is a shape and a word; colour only repeats them."""

from __future__ import annotations

import re

import pytest

from dashboard.progress import VerdictLabel
from dashboard.ui import html


def drawing(label: VerdictLabel) -> str:
    found = re.search(r"<svg[^>]*>(.*)</svg>", html.shape(label))
    assert found
    return found[1]


@pytest.mark.parametrize("label", list(VerdictLabel))
def test_every_status_has_a_shape_a_word_and_a_tint(label: VerdictLabel) -> None:
    pill = html.status_pill(label)
    assert "<svg" in pill
    assert 'aria-hidden="true"' in pill
    assert f"<span>{label}</span>" in pill
    assert f"cpc-{html.tint(label)}" in pill


def test_statuses_that_name_different_shapes_are_drawn_differently() -> None:
    drawn: dict[str, set[str]] = {}
    for label in VerdictLabel:
        drawn.setdefault(label.shape, set()).add(drawing(label))
    assert {name: len(found) for name, found in drawn.items() if len(found) > 1} == {}
    assert len({min(found) for found in drawn.values()}) == len(drawn)


def test_only_a_clear_decline_is_red_and_a_movement_without_direction_is_neither_good_nor_bad() -> None:
    assert [label for label in VerdictLabel if html.tint(label) is html.Tint.BAD] == [VerdictLabel.CLEAR_DECLINE]
    for label in (VerdictLabel.CLEAR_INCREASE, VerdictLabel.CLEAR_DECREASE):
        assert html.tint(label) is html.Tint.NEUTRAL


def test_what_is_within_usual_variation_looks_alike_up_and_down() -> None:
    up, down = html.tint(VerdictLabel.HIGHER), html.tint(VerdictLabel.LOWER)
    assert up is down is html.tint(VerdictLabel.NO_DIFFERENCE)


def test_counts_stand_with_their_word_and_a_status_that_none_has_is_left_out() -> None:
    strip = html.counts_strip({VerdictLabel.CANNOT_BE_ASSESSED: 30, VerdictLabel.DONE: 2, VerdictLabel.OVERDUE: 0})
    assert re.findall(r'cpc-count">(\d+)<', strip) == ["2", "30"]
    assert "Overdue" not in strip
    assert strip.startswith('<ul class="cpc-counts" aria-label="How many indicators have each status">')
