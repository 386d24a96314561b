"""The register of focal posts: closed to others, read with findings, and flagged where a change was not notified."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard import returns
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.returns import FocalPost, ReturnError
from tests.returns.filing import FOCAL, RAPPORTEUR, SECRETARIAT

TODAY = date(2021, 11, 8)
FIRST = FocalPost(
    "cpfsa", "Director of Programmes", date(2019, 4, 1), date(2021, 8, 31), date(2019, 4, 5), "desk@example.org", ""
)
SECOND = FocalPost("cpfsa", "Manager, Policy", date(2021, 9, 1), None, None, "policy@example.org", "+1 876 555 0100")


def test_there_is_a_register_from_the_first_look_on_and_nobody_else_can_read_it(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    register = returns.read_register(tmp_path, catalogue)
    assert (register.posts, register.findings) == ((), ())
    path = returns.register_path(tmp_path)
    assert path == tmp_path / "restricted" / "focal_posts.csv"
    assert path.read_text(encoding="utf-8").strip() == "agency,post,since,until,notified_on,email,phone"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_register_that_a_spreadsheet_program_opened_to_others_is_closed_again(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    returns.write_register(tmp_path, [FIRST])
    path = returns.register_path(tmp_path)
    path.chmod(0o644)
    returns.read_register(tmp_path, catalogue)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_written_is_read(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.write_register(tmp_path, [SECOND, FIRST])
    register = returns.read_register(tmp_path, catalogue)
    assert register.posts == (FIRST, SECOND)
    assert register.current(TODAY) == {"cpfsa": SECOND}
    assert register.current(date(2020, 1, 1)) == {"cpfsa": FIRST}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("moon,Director,2021-04-01,,,,", "line 2, agency: found 'moon' is no agency. Mend: write a code of"),
        ("cpfsa,,2021-04-01,,,,", "line 2, post: nothing"),
        ("cpfsa,desk@example.org,2021-04-01,,,,", "line 2, post: what looks like a contact detail"),
        ("cpfsa,Director,,,,,", "line 2, since: nothing. Mend: write it as 2021-04-01"),
        ("cpfsa,Director,1 April 2021,,,,", "line 2, since: '1 April 2021' is no day"),
        ("cpfsa,Director,2021-04-01,2020-04-01,,,", "line 2, until: 2020-04-01 is before 2021-04-01"),
        ("cpfsa,Director,2021-04-01,,,no address,", "line 2, email: what is no e-mail address"),
        ("cpfsa,Director,2021-04-01,,,,twelve", "line 2, phone: what is no telephone number"),
    ],
)
def test_a_wrong_line_is_named_with_how_to_mend_it_and_left_out(
    tmp_path: Path, catalogue: Catalogue, line: str, says: str
) -> None:
    returns.write_register(tmp_path, [])
    with returns.register_path(tmp_path).open("a", encoding="utf-8") as file:
        file.write(f"{line}\njcf,Superintendent,2021-04-01,,,,\n")
    register = returns.read_register(tmp_path, catalogue)
    assert [one.agency for one in register.posts] == ["jcf"]
    assert says.replace("found ", "") in str(register.findings[0])


def test_a_register_without_its_columns_says_which(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.write_register(tmp_path, [])
    returns.register_path(tmp_path).write_text("agency;post\n", encoding="utf-8")
    register = returns.read_register(tmp_path, catalogue)
    assert "the column is missing" in str(register.findings[0])


def test_a_register_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.write_register(tmp_path, [])
    returns.register_path(tmp_path).write_bytes(b"agency,post\n\xff\xfe")
    with pytest.raises(ReturnError, match="save it as CSV UTF-8"):
        returns.read_register(tmp_path, catalogue)


def notices(notified_on: date | None, today: date = TODAY) -> tuple[str, ...]:
    return returns.late_notices([FIRST, replace(SECOND, notified_on=notified_on)], today)


def test_a_change_has_thirty_days_to_be_notified() -> None:
    assert notices(None, date(2021, 10, 1)) == ()
    assert notices(None, date(2021, 10, 2)) == (
        "cpfsa: the focal post changed to Manager, Policy on 1 September 2021 and was not notified; it was to be by "
        "1 October 2021",
    )
    assert notices(date(2021, 10, 1)) == ()
    assert notices(date(2021, 10, 6)) == (
        "cpfsa: the focal post changed to Manager, Policy on 1 September 2021 and was notified after 35 days; 30 are "
        "allowed",
    )


def test_the_first_post_of_an_agency_is_no_change() -> None:
    assert returns.late_notices([SECOND], date(2025, 1, 1)) == ()


def test_an_agency_left_without_a_post_is_named() -> None:
    assert returns.late_notices([FIRST], TODAY) == (
        "cpfsa: nobody has been named since 31 August 2021, when Director of Programmes ceased to answer",
    )


@pytest.mark.parametrize("who", [Identity(Role.READER), FOCAL, RAPPORTEUR, Identity(Role.ADMINISTRATOR)])
def test_contact_details_are_the_secretariats_alone(who: Identity) -> None:
    (shown,) = returns.shown_to(who, [SECOND])
    assert (shown.email, shown.phone, shown.post) == ("", "", "Manager, Policy")
    assert returns.shown_to(SECRETARIAT, [SECOND]) == (SECOND,)


LINE = {"agency": "vsd", "post": "Manager", "since": "2021-09-01", "email": "vsd@example.org"}


def test_a_line_is_added_and_everything_else_stays_as_it_was(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.write_register(tmp_path, [FIRST])
    path = returns.register_path(tmp_path)
    own = (
        path.read_text("utf-8").replace("phone\n", "phone,remark\n").rstrip()
        + ",told by letter\nJCF,Analyst,2021,,,,,\n"
    )
    path.write_text(own, "utf-8")
    returns.add_post(tmp_path, catalogue, LINE)
    text = path.read_text("utf-8")
    assert text.startswith(own.rstrip())
    register = returns.read_register(tmp_path, catalogue)
    assert [one.post for one in register.posts] == [FIRST.post, "Manager"]
    assert len(register.findings) == 2
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_is_not_added_twice(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.add_post(tmp_path, catalogue, LINE)
    with pytest.raises(ReturnError, match="the register says this of vsd already"):
        returns.add_post(tmp_path, catalogue, LINE)
    assert len(returns.read_register(tmp_path, catalogue).posts) == 1


def test_the_first_line_is_added_where_there_is_no_register(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.add_post(tmp_path, catalogue, LINE)
    assert [one.agency for one in returns.read_register(tmp_path, catalogue).posts] == ["vsd"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"post": ""}, "post: nothing; write the post that answers"),
        ({"since": "1 May"}, "since: '1 May' is no day; write it as 2021-04-01"),
        ({"email": "nobody"}, "email: what is no e-mail address"),
        ({"agency": "VSD"}, "agency: 'VSD' is no agency"),
    ],
)
def test_a_wrong_line_is_not_added(tmp_path: Path, catalogue: Catalogue, changed: dict[str, str], said: str) -> None:
    returns.write_register(tmp_path, [FIRST])
    before = returns.register_path(tmp_path).read_bytes()
    with pytest.raises(ReturnError, match=said):
        returns.add_post(tmp_path, catalogue, LINE | changed)
    assert returns.register_path(tmp_path).read_bytes() == before


def test_a_line_is_not_added_to_a_register_without_its_columns(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.write_register(tmp_path, [FIRST])
    returns.register_path(tmp_path).write_text("agency;post\n", "utf-8")
    with pytest.raises(ReturnError, match="has no column agency, post, since"):
        returns.add_post(tmp_path, catalogue, LINE)


def test_a_line_that_a_quote_above_would_swallow_is_not_said_to_be_added(tmp_path: Path, catalogue: Catalogue) -> None:
    returns.read_register(tmp_path, catalogue)
    path = returns.register_path(tmp_path)
    spoilt = path.read_bytes() + b'jcf,"Inspector,2020-04-01,,,,\r\n'
    path.write_bytes(spoilt)
    with pytest.raises(ReturnError, match=r"before these are mended in it: line \d"):
        returns.add_post(tmp_path, catalogue, LINE)
    assert path.read_bytes() == spoilt


def test_of_many_lines_added_at_once_none_is_lost(tmp_path: Path, catalogue: Catalogue) -> None:
    days = [f"2021-04-{day:02}" for day in range(1, 21)]
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda day: returns.add_post(tmp_path, catalogue, LINE | {"since": day}), days))
    found = returns.read_register(tmp_path, catalogue).posts
    assert [one.since.isoformat() for one in found] == days
