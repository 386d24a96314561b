"""A choice is an address: the id opens what it names, and an unknown id is said instead of the first being shown."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    """What AppTest runs: it sees nothing outside."""
    import streamlit as st

    from dashboard import ui

    chosen = ui.choose("Indicator", ["1.3a", "2.2a", "2.10a"], lambda key: f"{key}  Label of {key}", param="indicator")
    st.write(f"shown: {chosen}")


def opened(**query: str) -> AppTest:
    test = AppTest.from_function(page, default_timeout=20)
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def shown(test: AppTest) -> str:
    assert not test.exception
    return str(test.markdown[-1].value)


def notices(test: AppTest) -> list[str]:
    return [str(part.value) for part in test.markdown if "cpc-empty" in part.value]


def address(test: AppTest) -> str:
    value = test.query_params["indicator"]
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize("key", ["1.3a", "2.2a", "2.10a"])
def test_the_address_opens_what_it_names(key: str) -> None:
    test = opened(indicator=key)
    assert shown(test) == f"shown: {key}"
    assert address(test) == key
    assert not notices(test)


def test_without_an_address_the_first_is_shown_and_the_address_says_so() -> None:
    test = opened()
    assert shown(test) == "shown: 1.3a"
    assert address(test) == "1.3a"


@pytest.mark.parametrize("key", ["9.9z", "2.10", "", "2.2a  Label of 2.2a", "<b>x</b>"])
def test_an_unknown_id_is_said_and_nothing_is_shown_in_its_place(key: str) -> None:
    test = opened(indicator=key)
    assert shown(test) == "shown: None"
    (notice,) = notices(test)
    assert "Choose from the list" in notice


def test_an_unknown_id_is_repeated_briefly_and_nobody_reads_it_as_markdown_or_html() -> None:
    """Streamlit's Markdown makes links of addresses even where each mark is escaped; an HTML block is left alone."""
    (notice,) = notices(opened(indicator="<b>[x](https://example.org) www.example.org" + "y" * 500))
    assert notice.startswith('<div class="cpc"><div class="cpc-empty">There is no “&lt;b&gt;[x](https://')
    assert len(notice) < 200


def test_choosing_another_writes_it_into_the_address() -> None:
    test = opened(indicator="2.2a")
    test.selectbox[0].set_value("2.10a").run()
    assert shown(test) == "shown: 2.10a"
    assert address(test) == "2.10a"


def test_after_an_unknown_id_the_list_still_chooses() -> None:
    test = opened(indicator="9.9z")
    test.selectbox[0].set_value("1.3a").run()
    assert shown(test) == "shown: 1.3a"
    assert not notices(test)


def test_a_later_link_to_another_id_opens_it() -> None:
    test = opened(indicator="2.2a")
    test.query_params["indicator"] = "1.3a"
    assert shown(test.run()) == "shown: 1.3a"


def test_a_rerun_keeps_the_choice() -> None:
    test = opened(indicator="2.10a")
    assert shown(test.run()) == "shown: 2.10a"
