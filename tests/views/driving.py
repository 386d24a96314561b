"""The dashboard in Streamlit's own test driver: opened at a page by somebody, its buttons pressed, its words read."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.access import Role
from dashboard.ui.identity import Connection

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
HERE = Connection("127.0.0.1", "127.0.0.1", {"host": "localhost:8501", "origin": "http://localhost:8501"})
"""A browser on the serving machine."""


def app_at(**query: str) -> AppTest:
    """The first page, run with the query of its address; `half_year` is written "half-year" there."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name.replace("_", "-")] = value
    return app.run()


def acting(role: Role, agency: str = "", **query: str) -> AppTest:
    """The first page, with somebody chosen to act as."""
    app = app_at(**query)
    if role is not Role.READER:
        app.selectbox(key="acting_role").set_value(role).run()
    if agency:
        app.selectbox(key="acting_agency").set_value(agency).run()
    return app


def opened(file: str, role: Role, agency: str = "", **query: str) -> AppTest:
    """An office page, opened by somebody; it did not fail."""
    app = acting(role, agency, **query).switch_page(f"views/office/{file}").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed; it did not fail."""
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def text_of(app: AppTest) -> str:
    """All words and markup that a page sends."""
    return " ".join(element.value for element in app.markdown)
