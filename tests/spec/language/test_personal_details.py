"""What may identify somebody in free text is flagged before it is saved, and never repeated."""

import pytest

from equity_lens.language.check import check_language
from equity_lens.language.personal import is_nhs_number, personal_details

# Telephone numbers are of the range that Ofcom keeps for drama; the NHS numbers are made up: of
# 999 123 456 the weighted sum is 90+81+72+7+12+15+16+15+12 = 320 = 29 x 11 + 1, so the digit is 10
# and none is issued; of 999 123 457 it is 322, the rest 3, the digit 8.
FLAGGED = [
    ("Her NHS number is 999 123 4578.", "a likely NHS number", "999 123 4578"),
    ("Number 9991234578 was called.", "a likely NHS number", "9991234578"),
    ("NHS no: 999-123-4570", "a likely NHS number", "999-123-4570"),  # a slip of typing
    ("Ring 07700 900123 after six.", "a likely telephone number", "07700 900123"),
    ("Ring +44 7700 900123 after six.", "a likely telephone number", "+44 7700 900123"),
    ("Ring (0113) 496 0123.", "a likely telephone number", "(0113) 496 0123"),
    ("Write to jo.b-loggs@example.org today.", "a likely e-mail address", "jo.b-loggs@example.org"),
    ("She lives in ZZ9 9ZZ now.", None, None),  # no postcode begins so: a made-up one is let be
    ("She lives in LS1 4AP now.", "a likely postcode", "LS1 4AP"),
    ("she lives at ec1a 1bb", "a likely postcode", "ec1a 1bb"),
    ("Born on 3 March 1947 in Leeds.", "a likely date of birth", "3 March 1947"),
    ("DOB: 03/03/2011", "a likely date of birth", "03/03/2011"),
    ("Date of birth 2011-03-03.", "a likely date of birth", "2011-03-03"),
    ("It was on 3rd March 1947.", "a likely date of birth", "3rd March 1947"),
    ("Mrs Oyelaran could not get there.", "a likely name", "Mrs Oyelaran"),
    ("I met Margaret Holloway at the kitchen.", "a likely name", "Margaret Holloway"),
    ("Then Ahmed said no.", "a likely name", "Ahmed"),
    ("Fatima's letter was late.", "a likely name", "Fatima"),
    ("My name is Xiadani and I came twice.", "a likely name", "Xiadani"),
    ("Spoke to Kasia Nowak today.", "a likely name", "Kasia Nowak"),
    ("The patient's name is Quillon.", "a likely name", "Quillon"),
    ("Ask her neighbour Tsegaye about it.", "a likely name", "Tsegaye"),
    ("Grace Okafor told us.", "a likely name", "Grace Okafor"),
    ("a nurse called Wren Abel", "a likely name", "Wren Abel"),
    ("We asked Prof. Okonkwo.", "a clinician’s name", "Prof. Okonkwo"),
]

LET_BE = """
The figures are as they stood on 31 October 2026.
Standards changed on 1 April 2012 and on 01/04/2026.
Of 1,234,567,890 rows none was lost.
The hash is 9943219870ab and the version 1.2.3.
Ring 111, or the free line 0800 123 4567, or 0300 123 4567.
Ward B2 1st floor, band 6, room 12.
Between 10 and 12, and 2024 to 2026.
A woman from the north of the city said the letter was late.
The first clinic is at 08:15 across two buses.
She was born in Leeds, and her son was born here.
Riverside Demonstration NHS Trust runs Park House Clinic.
IMD 2025, E01000001, RZZ, Y56.
My neighbour told me. His son drove. Her daughter, aged ten, came too.
James Cook University Hospital and the Alexander Fleming Building.
"""


@pytest.mark.parametrize(("text", "what", "said"), FLAGGED, ids=[text for text, *_ in FLAGGED])
def test_a_likely_detail_is_flagged_where_it_stands(text, what, said):
    found = personal_details(text)
    told = [(remark.what, text[remark.start : remark.end]) for remark in found]
    assert told == ([(what, said)] if what else [])


@pytest.mark.parametrize("text", LET_BE.strip().splitlines())
def test_what_identifies_nobody_is_let_be(text):
    assert personal_details(text) == []


@pytest.mark.parametrize(("text", "what", "said"), FLAGGED, ids=[text for text, *_ in FLAGGED])
def test_a_remark_never_repeats_the_detail(text, what, said):
    for remark in personal_details(text):
        assert said not in f"{remark.what} {remark.why} {remark.suggestion}"


def test_the_check_digit_of_an_nhs_number_worked_by_hand():
    # 9x10 + 9x9 + 9x8 + 1x7 + 2x6 + 3x5 + 4x4 + 5x3 + 7x2 = 90+81+72+7+12+15+16+15+14 = 322
    # 322 = 29 x 11 + 3, and 11 - 3 = 8
    assert is_nhs_number("9991234578")
    assert [d for d in range(10) if is_nhs_number(f"999123457{d}")] == [8]


def test_a_remainder_of_one_has_no_check_digit():
    # 9x10 + 9x9 + 9x8 + 1x7 + 2x6 + 3x5 + 4x4 + 5x3 + 6x2 = 320 = 29 x 11 + 1: it would be 10
    assert not any(is_nhs_number(f"999123456{d}") for d in range(10))


def test_the_check_of_language_flags_them_too():
    (found,) = check_language("Ring 07700 900123 after six.")
    assert found.kind.value == "personal detail"


def test_a_story_with_a_planted_name_and_number_is_flagged_at_both():
    text = (
        "We sat in the kitchen and she told us that the letter came late. Her name is Amina Warsame, "
        "and her number is 999 123 4578. She would come if the clinic were nearer."
    )
    assert [text[each.start : each.end] for each in personal_details(text)] == [
        "Amina Warsame",
        "999 123 4578",
    ]
