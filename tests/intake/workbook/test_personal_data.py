"""Personal data is found wherever it stands, refused, and repeated nowhere; places and offices are let through."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from dashboard.intake.workbook import NarrativeKey, ReadReturn, SignOffKey, marked_copy, reading
from dashboard.intake.workbook.personal import Known, Strength, traces
from tests.intake.workbook.reading_builder import Form, at, catalogue, cell, grid_without_child, layout

NEVER = (
    "allowed: counts only, nothing about one person. "
    "Mend: take it out and send the workbook again; nothing of this file was kept."
)

NEVER_KEPT = [
    ("The girl was born in May 2009", "personal_birth_date"),
    ("Victim, female, born June 2008", "personal_birth_date"),
    ("born: 2009", "personal_birth_date"),
    ("Tel: 9220000", "personal_phone"),
    ("child's mobile 9220000", "personal_phone"),
    ("phone no. 4500000", "personal_phone"),
    ("aunt's number 922-2010", "personal_phone"),
    ("123-456-789 persons", "personal_trn"),
    ("tax number 123 456 789", "personal_trn"),
    ("NIS no. A 123456", "personal_number"),
    ("call 8 7 6 5 5 5 0 1 9 9", "personal_phone"),
    ("876 then 555 then 0199", "personal_phone"),
    ("TRN 123 then 456 then 789", "personal_trn"),
    ("Her TRN is 123-456-789.", "personal_trn"),
    ("TRN 123 456 789", "personal_trn"),
    ("123456789", "personal_trn"),
    ("１２３４５６７８９", "personal_trn"),
    ("١٢٣٤٥٦٧٨٩", "personal_trn"),
    ("12\u200b3456789", "personal_trn"),
    ("Call 876-555-0123 for more.", "personal_phone"),
    ("(876) 555 0123", "personal_phone"),
    ("1-658-555-0123", "personal_phone"),
    ("+1 876 5550123", "personal_phone"),
    ("+44 20 7946 0958", "personal_phone"),
    ("tel 555-0123", "personal_phone"),
    ("5550123", "personal_phone"),
    ("954.555.0123", "personal_phone"),
    ("write to focal.person@example.gov.jm", "personal_email"),
    ("a_b@c.org", "personal_email"),
    ("DOB 04/05/2008", "personal_birth_date"),
    ("D.O.B.: 4 May 2008", "personal_birth_date"),
    ("born on 4 May 2008", "personal_birth_date"),
    ("a girl born in 2008", "personal_birth_date"),
    ("date of birth 2008-05-04", "personal_birth_date"),
    ("2008-05-04 (date of birth)", "personal_birth_date"),
    ("123 - 456 - 789", "personal_trn"),
    ("123_456_789", "personal_trn"),
    ("123\u2014456\u2014789", "personal_trn"),
    ("123\u2011456\u2011789", "personal_trn"),
    ("TRN: 1234 56789", "personal_trn"),
    ("TRN no. 123,456,789", "personal_trn"),
    ("NIS no. AB123456", "personal_number"),
    ("876 - 555 - 0199", "personal_phone"),
    ("876\u2011555\u20110199", "personal_phone"),
    ("876 555-01-99", "personal_phone"),
    ("87 65 55 01 99", "personal_phone"),
    ("876•555•0199", "personal_phone"),
    ("876,555,0199", "personal_phone"),
    ("0044 20 7946 0958", "personal_phone"),
    ("call the office at 555-2019", "personal_phone"),
    ("555 - 0199", "personal_phone"),
    ("john (at) example dot com", "personal_email"),
    ("john [at] example.com", "personal_email"),
    ("john at example dot com", "personal_email"),
    ("john@gmail", "personal_email"),
    ("john.brown@gmail,com", "personal_email"),
    ("b. 5 Oct 2009", "personal_birth_date"),
    ("DOB 5-Oct-09", "personal_birth_date"),
    ("Date-of-birth 5.10.2009", "personal_birth_date"),
    ("born the 5th day of October 2009", "personal_birth_date"),
    ("year of birth 2009", "personal_birth_date"),
    ("aged 12 (5/10/2009)", "personal_birth_date"),
    ("Name", "personal_heading"),
    ("Surname:", "personal_heading"),
    ("First name", "personal_heading"),
    ("Child's name", "personal_heading"),
    ("Name of victim", "personal_heading"),
    ("DOB", "personal_heading"),
    ("Date of birth", "personal_heading"),
    ("Home address", "personal_heading"),
    ("Telephone no.", "personal_heading"),
    ("TRN", "personal_heading"),
    ("E-mail", "personal_heading"),
]

LOOK_ALIKES = [
    ("she was placed with her aunt marva blackwood", "looks_like_name"),
    ("tamara blackwood of spaldings was placed with relatives", "looks_like_name"),
    ("a girl named keisha blackwood.", "looks_like_name"),
    ("john brown was rescued", "looks_like_name"),
    ("rescued keisha williams from a bar", "looks_like_name"),
    ("brown, john", "looks_like_name"),
    ("john_brown", "looks_like_name"),
    ("jody-ann was found", "looks_like_name"),
    ("we spoke with mr. brown", "looks_like_name"),
    ("nurse williams saw her", "looks_like_name"),
    ("t. brown", "looks_like_name"),
    ("the girl shantel", "looks_like_name"),
    ("also known as a.k.a. biggs", "looks_like_name"),
    ("child K.B. (12)", "looks_like_name"),
    ("kémar came back", "looks_like_name"),
    ("Mary Brown was placed in care.", "looks_like_name"),
    ("the child Keisha Brown", "looks_like_name"),
    ("a girl named Keisha", "looks_like_name"),
    ("Mr. Brown and Miss Campbell", "looks_like_name"),
    ("Dr K. Grant", "looks_like_name"),
    ("Constable Reid took the report", "looks_like_name"),
    ("BROWN, Mary", "looks_like_name"),
    ("MARY BROWN", "looks_like_name"),
    ("Name: M.", "looks_like_name"),
    ("a boy called O'Neil", "looks_like_name"),
    ("at 12 Orange Street", "looks_like_address"),
    ("she lives at 12 orange street", "looks_like_address"),
    ("14 maxfield ave.", "looks_like_address"),
    ("P.O.Box 45", "looks_like_address"),
    ("J.B. aged 14", "looks_like_name"),
    ("nickname: B", "looks_like_name"),
    ("14b Old Hope Road", "looks_like_address"),
    ("Lot 23, the new scheme", "looks_like_address"),
    ("P.O. Box 12", "looks_like_address"),
]

LET_THROUGH = [
    "General consumption tax 2021/22 and travel tax 150,000",
    "Income tax $1,250,000",
    "NIS 2021/22 and NIS contributions $1,250,000",
    "For the passport 120,000 applications were made.",
    "Driver's licence 2021/22",
    "children born in May 2009",
    "case number 145-2021",
    "Her mother works abroad; the mother and father live apart.",
    "Children were placed with suitable relatives of the family.",
    "For ages 5 6 7 8 9 10 11.",
    "Two homes in Mandeville and St Andrew closed.",
    "St. Ann's Bay and Savanna-la-Mar",
    "Children were moved from Montego Bay to Spanish Town in May.",
    "The Child Protection and Family Services Agency held a workshop.",
    "The Trafficking in Persons Secretariat met the Director of Public Prosecutions.",
    "Deputy Commissioner of Police",
    "Chief Executive Officer",
    "Permanent Secretary, Ministry of Justice",
    "The Home Circuit Court sat in October 2021.",
    "Cornwall Regional Hospital referred three children.",
    "Sexual Offences Act, section 10",
    "The budget was J$120,000,000 in 2021/22 and J$ 120 000 000 before.",
    "JMD 1234567 was spent.",
    "In 2021-2022 there were 12 children, 4 more than in 2020.",
    "Minutes of 4 May 2021, file 2021/117",
    "Six children, none born abroad, were referred.",
    "Gazette of 5 October 2021, page 118.",
    "Reached 85 % of 1,250 pupils.",
    "The date of birth was not recorded for two children.",
    "The Ministry spent 4500000 dollars, and the budget rose from 3500000 to 4500000.",
    "Two children were born at the shelter in 2021.",
    "Birth certificates were issued to 12 children in 2021.",
    "Case No. 145-2021 is before the Supreme Court; files 120-2020 and 121-2021 were closed.",
    "2020: 150 - 2021: 300 persons reached; 1234567 impressions.",
    "ISBN 978-976-8000-12-3; Cabinet Decision No. 123/21.",
    "Approximately J$2 million",
    "Withdrawn: it was made from #563 · 2174bb69, and #563 · 217456ab is the last.",
    "Sent by Outlook, compiled by the Unit; 10 units@J$500 each.",
    "The A-TIP and Intellectual Property Vice Squad inspected 12 bars on the main road in Negril.",
    "Hurricane damage and Tropical Storm Elsa closed schools; 2 were on a rural road.",
    "Children who miss school were visited; nurse training and teacher training were cancelled.",
    "Most of the young cooks were interviewed; the king of hearts; brown envelopes, white vans.",
    "Spaldings, Christiana, Porus, Newport, Cross Keys",
    "Denham Town, Tivoli Gardens, Trench Town, Rae Town and Allman Town.",
    "Old Harbour Bay and Alligator Pond fishing villages",
    "Duncans, Falmouth, Clark's Town, Albert Town, Ulster Spring, Wait-a-Bit",
    "Training at the Norman Manley International Airport and the Edna Manley College.",
    "workshops in st. elizabeth, saint thomas and st mary; held at percy junor hospital",
    "St. Hugh's High School and St. George's College",
    "The U.S.-Jamaica Child Protection Compact (CPC) Partnership, Second Bilateral Dialogue",
    "Victim Services Division; Victim Impact Statements; Child Witness Support",
]


@pytest.fixture(scope="module")
def known() -> Known:
    return Known.of(catalogue())


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_grid", grid_without_child)


@pytest.mark.parametrize(("text", "code"), NEVER_KEPT)
def test_what_no_reason_keeps_is_found(text: str, code: str, known: Known) -> None:
    found = traces(text, known)
    assert code in [trace.code for trace in found]
    assert found[0].strength is Strength.NEVER


@pytest.mark.parametrize(("text", "code"), LOOK_ALIKES)
def test_a_look_alike_is_found(text: str, code: str, known: Known) -> None:
    assert [(trace.code, trace.strength) for trace in traces(text, known)] == [(code, Strength.LOOK_ALIKE)]


@pytest.mark.parametrize("text", LET_THROUGH)
def test_places_offices_money_and_dates_are_let_through(text: str, known: Known) -> None:
    assert traces(text, known) == ()


@pytest.mark.parametrize(("text", "code"), NEVER_KEPT)
def test_nothing_found_says_what_was_found(text: str, code: str, known: Known) -> None:
    digits = {character for character in text if character.isdigit()}
    for trace in traces(text, known):
        assert not digits & set(trace.found)
        assert text not in trace.found


NARRATIVE = at(NarrativeKey(""))
SECRET = "876-555-0123"


def _says_nothing_of(read: ReadReturn, secret: str) -> None:
    assert read.draft is None
    assert secret not in repr(read)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call 876-555-0123", "something that looks like a telephone number"),
        ("TRN 123-456-789", "something that looks like a TRN"),
        ("write to a@b.org", "something that looks like an e-mail address"),
        ("born 4 May 2008", "something that looks like a date of birth"),
        ("Surname", "a heading or label that asks for personal data"),
    ],
)
def test_in_a_narrative_it_is_an_error_that_no_reason_answers(text: str, words: str) -> None:
    read = Form(reasons={f"{NARRATIVE.sheet}!{NARRATIVE.cell}": "it is allowed"}).put(NARRATIVE, text).read()
    assert [str(one) for one in read.findings] == [f"{NARRATIVE.sheet}!{NARRATIVE.cell}: found {words}; {NEVER}"]
    assert read.holds_personal_data
    _says_nothing_of(read, text)


@pytest.mark.parametrize("typed", [SECRET, 5550123, 123456789, "Mary Brown", "J. Brown 6"])
def test_in_a_number_cell_it_is_never_repeated(typed: str | int) -> None:
    asked = cell("2.2b", "referred_care")
    read = Form().put(asked, typed).read()
    assert len(read.findings) == 1
    _says_nothing_of(read, str(typed))


def test_beside_the_form_it_is_found_and_never_repeated() -> None:
    sheet = cell("2.2a", "identified").sheet

    def write(book: Any) -> None:
        book[sheet]["E60"].value = SECRET
        book[sheet]["E61"].value = "Mary Brown"

    read = Form().edit(write).read()
    assert [str(one) for one in read.findings] == [
        f"{sheet}!E60: found something that looks like a telephone number; {NEVER}",
        f"{sheet}!E61: found the text a text that is not repeated here; allowed: nothing here. "
        "Mend: type answers into the open cells only; a remark goes on the sheet Narrative.",
    ]
    _says_nothing_of(read, SECRET)


def test_a_sheet_name_is_looked_at_and_never_repeated() -> None:
    read = Form().edit(lambda book: book.create_sheet(SECRET)).read()
    number = len(layout().sheets) + 2
    assert [str(one) for one in read.findings] == [
        "Read me: found a sheet that is not part of the form (sheet "
        f"{number} of the workbook); allowed: only the sheets that were sent. "
        "Mend: type its numbers into the cells of the form and delete the sheet.",
        f"Read me: found the name of sheet {number}: something that looks like a telephone number; {NEVER}",
    ]


def test_a_cell_on_a_sheet_of_the_senders_own_is_looked_at() -> None:
    def add(book: Any) -> None:
        book.create_sheet("Register")["B7"].value = "Date of birth"

    read = Form().edit(add).read()
    number = len(layout().sheets) + 2
    assert f"Read me: found on sheet {number}, cell B7: a heading or label that asks for personal data; {NEVER}" in [
        str(one) for one in read.findings
    ]


def test_a_comment_is_looked_at() -> None:
    def write(book: Any) -> None:
        book[NARRATIVE.sheet]["B6"].comment = Comment(f"ask {SECRET}", "x")

    read = Form().edit(write).read()
    assert f"{NARRATIVE.sheet}!B6: found in a comment: something that looks like a telephone number; {NEVER}" in [
        str(one) for one in read.findings
    ]
    _says_nothing_of(read, SECRET)


def test_a_comment_on_a_sheet_of_the_senders_own_does_not_repeat_its_name() -> None:
    def write(book: Any) -> None:
        book.create_sheet(SECRET)["B2"].comment = Comment("Mary Brown", "x")

    read = Form(reasons={f"{SECRET}!B2": "it is a note"}).edit(write).read()
    assert {one.place for one in read.findings} == {"Read me"}
    assert "looks_like_name" in [one.code for one in read.findings]
    _says_nothing_of(read, SECRET)


def test_a_property_of_the_file_is_looked_at() -> None:
    def write(book: Any) -> None:
        book.custom_doc_props.append(StringProperty(name="Owner", value="a@b.org"))

    assert f"Read me: found a property of the file: something that looks like an e-mail address; {NEVER}" in [
        str(one) for one in Form().edit(write).read().findings
    ]


def test_a_name_like_word_in_a_narrative_is_kept_with_a_reason() -> None:
    place = f"{NARRATIVE.sheet}!{NARRATIVE.cell}"
    form = Form().put(NARRATIVE, "The Percy Junor report was used.")
    assert [str(one) for one in form.read().findings] == [
        f"{place}: found something that looks like a person's name; allowed: no person's name or address. "
        "Mend: take it out, or write why it is neither a person's name nor an address."
    ]
    form.reasons = {place: "a hospital is called so"}
    read = form.read()
    assert read.draft is not None
    assert [(one.code, one.reason) for one in read.draft.remarks] == [("looks_like_name", "a hospital is called so")]


def test_a_name_in_the_place_of_the_post_is_asked_about() -> None:
    post = at(SignOffKey("post"))
    assert [one.code for one in Form().put(post, "Mr. John Campbell").read().findings] == ["looks_like_name"]


@pytest.mark.parametrize(
    ("reason", "code"), [(f"ask {SECRET}", "personal_phone"), ("Mary Brown said so", "looks_like_name")]
)
def test_a_reason_may_not_hold_what_a_cell_may_not(reason: str, code: str) -> None:
    place = f"{NARRATIVE.sheet}!{NARRATIVE.cell}"
    form = Form(reasons={f"{place} looks_like_name": reason}).put(NARRATIVE, "The Percy Junor report was used.")
    read = form.read()
    assert read.draft is None
    assert code in [one.code for one in read.open_findings]
    assert not read.holds_personal_data or code == "personal_phone"


def test_the_marked_copy_goes_to_the_sender_and_its_notes_do_not_repeat_it() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    form = Form().put(NARRATIVE, f"Call {SECRET}")
    marked = load_workbook(BytesIO(marked_copy(form.data, form.read().findings)))
    note = marked[NARRATIVE.sheet][NARRATIVE.cell].comment
    assert note is not None
    assert "something that looks like a telephone number" in note.text
    assert SECRET not in note.text
    assert all(SECRET not in str(one.value) for row in marked["Problems"].iter_rows() for one in row)
