"""A file is looked at before it is kept: what it is, how it is read, and what only people can say."""

import datetime as dt
import json

import pytest

from equity_lens import pipeline
from equity_lens.errors import ContractNotMet

CENSUS = dt.date(2026, 10, 31)


@pytest.fixture
def inspected(extracts, tmp_path):
    """Inspects rows written as CSV."""

    def inspecting(rows, **stated):
        return pipeline.inspect(extracts.write_csv(tmp_path / "file.csv", rows), **stated)

    return inspecting


def waiting(extracts, **renamed):
    """A waiting list whose columns have other names, or none (renamed to an empty text)."""
    row = extracts.waiting(1)
    return [{renamed.get(key, key): text for key, text in row.items() if renamed.get(key, key)}]


def state_of(inspection, name):
    (found,) = [each for each in inspection.columns if each.name == name]
    return found


def question_about(inspection, about):
    (found,) = [each for each in inspection.questions if each.about == about]
    return found


def test_each_column_is_shown_as_what_it_was_read_as(inspected, extracts):
    row = extracts.waiting(1, **{"Patient Name": "x", "Lunch": "soup"})
    found = inspected([row], as_at=CENSUS)
    assert found.is_ready
    assert found.contract == "rtt_waiting_list"
    assert state_of(found, "Postcode").title == "Postcode of usual address"
    assert state_of(found, "Patient Name").state == "refused"
    assert state_of(found, "Lunch").state == "unused"
    assert found.recognised == len(row) - 1


def test_what_is_asked_can_be_answered_and_is_not_asked_again_next_month(inspected, extracts):
    rows = waiting(extracts, Ethnicity="Ethnic Catgory", Postcode="Home Area")
    first = inspected(rows, as_at=CENSUS)
    assert question_about(first, "Ethnic Catgory").suggestion == "ethnic_category"
    assert {each.kind for each in first.questions} == {"column", "field"}
    given = {
        question_about(first, "Ethnic Catgory").key: "ethnic_category",
        question_about(first, "Home Area").key: "postcode",
    }
    said = pipeline.answered(first, given)
    again = inspected(rows, as_at=CENSUS, answers={said.contract: said.answers})
    assert again.is_ready
    assert state_of(again, "Home Area") == pipeline.InspectedColumn(
        "Home Area", "read", "postcode", "Postcode of usual address", said=True
    )
    kept = pipeline.answers_to_json(said.answers)
    answers = pipeline.answers_from_json(said.contract, kept)
    assert inspected(rows, as_at=CENSUS, answers={said.contract: answers}).is_ready


def test_a_question_about_a_field_can_be_answered_with_a_column_and_settles_it(inspected, extracts):
    first = inspected(waiting(extracts, Ethnicity="Group X"), as_at=CENSUS)
    field = question_about(first, "ethnic_category")
    (column,) = [each for each in field.choices if "Group X" in each.label]
    said = pipeline.answered(first, {field.key: column.value})
    assert said.answers.columns["Group X"] == "ethnic_category"


def test_what_a_file_does_not_have_can_be_excused(inspected, extracts):
    rows = waiting(extracts, Ethnicity="Group X")
    first = inspected(rows, as_at=CENSUS)
    given = {
        question_about(first, "Group X").key: "ignore",
        question_about(first, "ethnic_category").key: "without",
    }
    said = pipeline.answered(first, given)
    assert said.answers.without == ("ethnic_category",)
    assert inspected(rows, as_at=CENSUS, answers={said.contract: said.answers}).is_ready


def test_the_census_date_is_asked_of_each_file_and_never_remembered(inspected, extracts):
    first = inspected(waiting(extracts))
    assert [(each.key, each.kind) for each in first.questions] == [("as_at", "as_at")]
    said = pipeline.answered(first, {"as_at": "2026-10-31"})
    assert said.as_at == CENSUS
    assert pipeline.answers_to_plain(said.answers) == {}


def test_a_provider_that_no_column_holds_is_asked_once(inspected, extracts):
    rows = waiting(extracts, Provider="")
    first = inspected(rows, as_at=CENSUS)
    assert [each.key for each in first.questions] == ["constant-provider"]
    said = pipeline.answered(first, {"constant-provider": " RAE "})
    assert said.answers.constants == {"provider": "RAE"}
    assert inspected(rows, as_at=CENSUS, answers={said.contract: said.answers}).is_ready


def test_dates_that_could_be_read_in_two_ways_are_asked_about(inspected, extracts):
    # No day is later than the 12th, so that nothing decides; the birth date is in ISO order.
    rows = [extracts.waiting(i, **{"RTT Start Date": f"0{i}/03/2026"}) for i in (1, 2, 3)]
    first = inspected(rows, as_at=CENSUS)
    (question,) = first.questions
    assert (question.key, question.kind) == ("dates-clock_start", "dates")
    assert "RTT Start Date" in question.text
    said = pipeline.answered(first, {question.key: "day/month/year"})
    assert said.answers.dates == {"clock_start": "day/month/year"}
    assert inspected(rows, as_at=CENSUS, answers={said.contract: said.answers}).is_ready


def test_a_file_of_no_known_kind_is_asked_about_and_then_refused_if_it_is_another(inspected):
    first = inspected([{"Colour": "red", "Size": "4"}])
    assert (first.contract, [each.key for each in first.questions]) == ("", ["contract"])
    said = pipeline.answered(first, {"contract": "outpatient_appointment"})
    assert said.contract == "outpatient_appointment"
    again = inspected([{"Colour": "red", "Size": "4"}], contract=said.contract)
    assert not again.is_ready


def test_answers_that_are_missing_or_cannot_be_are_told_question_by_question(inspected, extracts):
    rows = waiting(extracts, Ethnicity="Group X", Postcode="Home Area")
    first = inspected(rows)
    column = question_about(first, "Home Area").key
    with pytest.raises(pipeline.AnswersNotUnderstood) as refused:
        pipeline.answered(first, {column: "no such field", "as_at": "31/10/2026"})
    wrong = refused.value.by_question
    assert set(wrong) == {each.key for each in first.questions}
    assert "year, month and day" in wrong["as_at"]
    with pytest.raises(pipeline.AnswersNotUnderstood) as refused:
        pipeline.answered(
            first, {each.key: "postcode" for each in first.questions if each.kind == "column"}
        )
    assert any("leave one out" in each for each in refused.value.by_question.values())


def test_an_answer_can_be_asked_for_again(inspected, extracts):
    found = inspected(
        waiting(extracts, Gender="Sex Of Person"),
        as_at=CENSUS,
        answers={"rtt_waiting_list": pipeline.Answers(columns={"Sex Of Person": "sex"})},
    )
    assert found.is_ready
    (question,) = pipeline.ask_again(found, ["Sex Of Person"]).questions
    assert question.suggestion == "sex"
    assert "ignore" in [choice.value for choice in question.choices]


def test_an_inspection_is_kept_as_json(inspected, extracts):
    found = inspected(waiting(extracts, Ethnicity="Group X"))
    plain = json.loads(json.dumps(pipeline.inspection_to_plain(found)))
    assert pipeline.inspection_from_plain(plain) == found


def test_nothing_is_written_beside_the_file(inspected, extracts, tmp_path):
    inspected(waiting(extracts, Ethnicity="Ethnic Catgory"))
    assert [each.name for each in tmp_path.iterdir()] == ["file.csv"]


def test_a_file_that_cannot_be_used_whatever_is_answered_is_refused(inspected, extracts):
    with pytest.raises(ContractNotMet, match="clock_start"):
        inspected(
            waiting(extracts, **{"RTT Start Date": ""}), as_at=CENSUS, contract="rtt_waiting_list"
        )


def test_answers_that_somebody_changed_by_hand_are_checked():
    with pytest.raises(ContractNotMet, match="no such field"):
        pipeline.answers_from_plain("rtt_waiting_list", {"columns": {"A": "shoe_size"}})
    with pytest.raises(ContractNotMet, match="not JSON"):
        pipeline.answers_from_json("rtt_waiting_list", "columns = {}")
