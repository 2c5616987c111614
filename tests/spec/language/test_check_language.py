"""A check that advises: it finds wording that labels, blames, overclaims or ranks, and little else."""

from itertools import pairwise

import pytest

from equity_lens.errors import MeasureInvalid
from equity_lens.language.check import check_language
from equity_lens.language.wording import read_wording

# Written by hand: a sentence as somebody might write it, and what should be remarked on in it.
BAD = [
    ("These are hard to reach groups.", [("label", "hard to reach")]),
    ("Hard-to-reach families need us.", [("label", "Hard-to-reach")]),
    ("Patients failed to attend.", [("blame", "failed to attend")]),
    ("Many patients fail to engage with the clinic.", [("blame", "fail to engage")]),
    ("She is non-compliant with her medication.", [("blame", "non-compliant")]),
    ("Non‑compliance is common on this ward.", [("blame", "Non‑compliance")]),
    ("The DNA rate rose in March.", [("label", "DNA")]),
    ("He DNA'd twice.", [("label", "DNA'd")]),
    ("We lose money on no-shows.", [("blame", "no-shows")]),
    ("BAME patients wait longer.", [("label", "BAME")]),
    ("Vulnerable people are seen first.", [("label", "Vulnerable people")]),
    ("Deprived communities use it less.", [("label", "Deprived communities")]),
    ("The homeless do not come.", [("label", "The homeless")]),
    ("Services for the elderly and the disabled.", [("label", "the elderly"), ("label", "the disabled")]),
    ("A wheelchair-bound man came.", [("label", "wheelchair-bound")]),
    ("Diabetics in the area wait longer.", [("label", "Diabetics")]),
    ("She suffers from asthma.", [("label", "suffers from")]),
    ("Drug addicts use the department.", [("label", "Drug addicts")]),
    ("Frequent flyers fill the department.", [("blame", "Frequent flyers")]),
    ("It is down to poor lifestyle choices.", [("blame", "lifestyle choices")]),
    ("Illegal immigrants are charged.", [("label", "Illegal immigrants")]),
    ("There is a language barrier.", [("label", "language barrier")]),
    ("Our readers have low health literacy.", [("label", "low health literacy")]),
    ("The receptionists are to blame.", [("blame", "are to blame")]),
    ("They could not be bothered to ring.", [("blame", "could not be bothered")]),
    ("The patient denies alcohol use.", [("blame", "patient denies")]),
    ("Families refused to engage.", [("blame", "refused to engage")]),
    ("They refused to say.", [("blame", "refused to say")]),
    ("Bed blockers on ward nine.", [("blame", "Bed blockers")]),
    ("The gap is caused by deprivation.", [("cause", "is caused by")]),
    ("The rise was due to the new letters.", [("cause", "due to")]),
    ("Missed appointments fell because of our texts.", [("cause", "because of")]),
    ("The trial has closed the gap.", [("cause", "has closed the gap")]),
    ("This proves that texts work.", [("cause", "proves that")]),
    ("Long waits led to worse results.", [("cause", "led to")]),
    ("The worst consultants are in orthopaedics.", [("ranking", "worst consultants")]),
    ("We came top of the league.", [("ranking", "top of the league")]),
    ("A league table of surgeons.", [("ranking", "league table")]),
    ("Teams ranked by wait.", [("ranking", "Teams ranked by")]),
    ("Our best-performing ward.", [("ranking", "best-performing")]),
    ("Going forward we will utilise texts.", [("jargon", "Going forward"), ("jargon", "utilise")]),
    ("A deep dive with stakeholders.", [("jargon", "deep dive"), ("jargon", "stakeholders")]),
    ("The gap is statistically significant.", [("jargon", "statistically significant")]),
    ("The PTL was shared with the MDT.", [("acronym", "PTL"), ("acronym", "MDT")]),
    ("Patients just don't turn up.", [("blame", "don't turn up")]),
    ("Non attenders are discharged.", [("blame", "Non attenders")]),
    ("He is the slowest surgeon here.", [("ranking", "slowest surgeon")]),
    ("We ranked them best to worst.", [("ranking", "ranked them"), ("ranking", "best to worst")]),
    ("The fall was down to our texts.", [("cause", "was down to")]),
    ("Our most disadvantaged patients.", [("label", "disadvantaged patients")]),
    ("They don’t understand English.", [("label", "don’t understand English")]),
    ("Dr Patel sees fewer people.", [("named clinician", "Dr Patel")]),
    ("Ask Sister Williams on the ward.", [("named clinician", "Sister Williams")]),
]  # fmt: skip

# Written by hand, with words that come near to those above and are right where they stand.
GOOD = """
The clinic is hard to reach by bus.
Our service is hard to reach for people who work nights.
Four people did not attend, and nobody had asked them why.
Appointments that were due to take place in October were counted.
The paper is due to the board in May.
People living in more deprived areas wait longer.
The gap between the most and least deprived fifths is 7.9 points.
A homeless person came to the drop-in.
The homeless team visits the hostel.
There is a disabled toilet, and the disabled people we asked want a second.
The elderly care ward opens at nine.
A special cause of variation is not proof.
These figures cannot say what caused it.
No cause of the gap is known.
The DNA test came back.
The board asked the lead to report.
The health inequalities leads to be trained were named.
You can see the results in Table 2, and results from the survey in Table 3.
We learnt from the best practice of others.
The NHS, the GP and the MRI scan.
The integrated care board (ICB) met. The ICB agreed.
ICB (integrated care board) papers are public.
QI PROJECT BOARD MEETING IN MAY
IMD 2025 is newer than IMD 2019.
An interpreter was not booked.
People seeking asylum told us about charges.
She has asthma, and is a survivor of domestic violence.
A victim of crime may ask for another room.
Sexual minorities were asked too.
The trust is compliant with the standard.
Non-compliance with the standard is told to the board.
The ward sister is away. A nurse rang each family.
The nurse manager and Nurse Consultant posts are vacant.
Mark the box. Will you come? Grace and hope matter. May is busy. Bill the trust.
St Thomas Hospital, George Street Surgery, Victoria Road and Queen Elizabeth Hospital took part.
The Joseph Rowntree Foundation and Marie Curie wrote to us.
In April and June Saturday clinics ran.
The King's Fund, Asian or Asian British, Black Caribbean, White Irish, Polish.
Making Data Count is taught by NHS England.
Because the letter came late, people missed the bus.
What would make it easier to come?
The rate fell for everyone, less for the most deprived.
Use a control chart in place of red, amber and green.
Just culture asks what got in the way, not who.
It is nobody's fault.
We met at the community centre with people who speak Urdu and Punjabi.
The chair thanked Healthwatch Leeds and the Race Equality Network.
Our aim is to cut missed appointments from 9.8% to 8.0% for people in the most deprived fifth.
My mum does not read English, so I open her letters.
I work nights and cannot ring between nine and five.
Mark your calendar: the huddle is at 9 on Monday.
Children were not brought to 40 appointments; the school nurse rang each family.
If the reminder does not reach you, ring the booking line on 0300 123 9999.
Staff at St James's and at Chapel Allerton took part.
"""


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[text for text, _ in BAD])
def test_wording_that_harms_is_remarked_on(text, expected):
    found = check_language(text)
    assert [(remark.kind.value, text[remark.start : remark.end]) for remark in found] == expected
    for remark in found:
        assert remark.why.endswith(".")
        assert remark.suggestion


@pytest.mark.parametrize("text", GOOD.strip().splitlines())
def test_wording_that_is_right_where_it_stands_is_let_be(text):
    assert check_language(text) == []


def test_remarks_do_not_overlap_and_come_in_the_order_of_reading():
    text = "Dr Jones said that deprived patients failed to attend because of a gap in the DNA rate."
    found = check_language(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert [remark.kind.value for remark in found] == [
        "named clinician", "label", "blame", "cause", "label",
    ]  # fmt: skip


def test_an_abbreviation_is_remarked_on_once_with_what_it_stands_for():
    found = check_language("The ICB met. Then the ICB wrote to the XYZ.")
    assert [(remark.what, remark.suggestion) for remark in found] == [
        ("ICB", "Write “integrated care board (ICB)” the first time."),
        ("XYZ", "Write out what XYZ stands for the first time."),
    ]


def test_readers_may_know_further_abbreviations():
    assert check_language("The ICB met.", known=["ICB"]) == []


def test_a_claim_of_cause_about_no_figure_is_let_be():
    assert check_language("He moved because of his work.") == []


def test_a_trust_can_add_its_own_rules(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(
        'reviewed_on = 2026-11-01\n[lists]\nsites = ["north", "south"]\n[[rules]]\nkind = "label"\n'
        'words = ["the {sites} lot"]\nwhy = "It divides us."\ninstead = "colleagues"\n',
        encoding="utf-8",
    )
    (found,) = check_language("Ask the north lot.", rules=read_wording(path))
    assert (found.start, found.end, found.suggestion) == (4, 17, "colleagues")


def test_a_slip_in_a_trusts_rules_is_told(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(
        'reviewed_on = 2026-11-01\n[[rules]]\nkind = "rude"\nwords = ["{who} is"]\nwhy = "x"\n',
        encoding="utf-8",
    )
    with pytest.raises(MeasureInvalid) as refused:
        read_wording(path)
    told = str(refused.value)
    assert "It must be one of: blame, cause, jargon, label, ranking." in told
    assert "names a list that is not there: {who}." in told
    assert "`rules 1.instead` is missing." in told


def test_an_empty_text_has_no_remarks():
    assert check_language("") == []


def test_a_page_is_checked_in_well_under_a_second():
    import time

    text = "The gap is 7.9 points, and people living in more deprived areas wait longer. " * 60
    begun = time.perf_counter()
    assert check_language(text) == []
    assert time.perf_counter() - begun < 1
