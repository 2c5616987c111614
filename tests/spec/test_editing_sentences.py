"""A person may change the words of a sentence, and never its figures."""

import pytest

from equity_lens.reports.editing import check_edit, pieces

FOUND = (
    "Among people in the most deprived fifth, 56.9% were waiting 18 weeks or less; in the least "
    "deprived fifth 64.8%: a gap of 7.9 percentage points (95% interval 6.4 to 9.4). That is lower, "
    "at 0.88 times the least deprived rate. About 720 more people would need to be seen to equal it. "
    "Strong enough to act."
)
GROUPS = ("most deprived fifth", "least deprived fifth")
REWORDED = (
    "Where you live matters here. In the most deprived fifth 56.9% had waited 18 weeks or less, "
    "against 64.8% in the least deprived fifth. The gap is 7.9 percentage points (95% interval 6.4 "
    "to 9.4): lower, 0.88 times as high. For equal care about 720 more people would be seen. Strong "
    "enough to act."
)


def faults(edited, original=FOUND, keep=GROUPS):
    return check_edit(original, edited, keep)


def changed(was, now):
    assert was in FOUND
    return faults(FOUND.replace(was, now))


def test_other_words_round_the_same_figures_are_welcome():
    assert faults(FOUND) == []
    assert faults(REWORDED) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("56.9%", "57%"),
        ("56.9%", "59.6%"),
        ("7.9 percentage points", "7.9%"),  # points are not percent
        ("7.9 percentage points", "7.9"),
        ("About 720", "720"),  # rounded on purpose
        ("About 720", "Over 720"),
        ("18 weeks", "18 months"),
        ("0.88 times", "0.88"),
        ("95% interval 6.4 to 9.4", "95% interval 6.4 to 9.6"),
    ],
)
def test_a_figure_that_is_changed_is_refused_with_the_figure_to_write(was, now):
    (fault,) = changed(was, now)
    assert fault.startswith(("Write ", "Put ", "Take out "))


def test_the_remedy_names_the_figure_as_it_must_stand():
    assert changed("56.9%", "57%") == [
        "Write 56.9% where you wrote 57%: figures stay as they are, in their order."
    ]


def test_a_figure_cannot_be_left_out_because_its_counterpart_would_stand_alone():
    assert changed(" (95% interval 6.4 to 9.4)", "")
    assert changed(", at 0.88 times the least deprived rate", "")
    assert faults("In the most deprived fifth, fewer than in the least deprived fifth.")


@pytest.mark.parametrize(
    "added",
    ["In all 41,200 wait.", "It costs £18,000.", "Twice as many wait.", "Half of them wait.",
     "A third of them wait.", "Three in ten wait.", "½ of them wait.", "They wait ４ weeks.",
     "A fifth of them wait."],
)  # fmt: skip
def test_a_figure_cannot_be_added_in_digits_or_in_words(added):
    assert faults(f"{FOUND} {added}")


def test_two_figures_cannot_change_places():
    swapped = FOUND.replace("56.9%", "X").replace("64.8%", "56.9%").replace("X", "64.8%")
    assert faults(swapped)


def test_two_groups_cannot_change_places():
    swapped = FOUND.replace("most", "X").replace("least", "most").replace("X", "least")
    assert faults(swapped) == [
        "Name “most deprived fifth” first, as the sentence did: the figures stand in that order."
    ]


def test_a_group_that_is_compared_stays_named():
    assert faults(FOUND.replace("most deprived fifth", "poorest areas")) == [
        "Keep “most deprived fifth”: a figure names whom it is about."
    ]


def test_a_word_that_says_which_way_a_figure_points_stays():
    assert changed("That is lower", "That is higher")
    assert changed("That is lower", "That is so")
    assert changed("Strong enough", "Things will be better. Strong enough")


def test_the_ends_of_an_interval_keep_their_directions():
    was = "A gap of 0.5 points (95% interval 1.0 lower to 2.0 higher)."
    assert check_edit(was, "A gap of 0.5 points (95% interval 1.0 higher to 2.0 lower).")


def test_how_far_a_finding_can_carry_a_decision_is_not_for_the_editor_to_say():
    watch = "A gap of 3.0 points. Watch: not yet strong enough to act."
    assert check_edit(watch, "A gap of 3.0 points. Watch: strong enough to act.")
    assert changed("Strong enough to act.", "Act now.")


def test_what_is_withheld_is_still_said_to_be_withheld():
    was = "Waiting over a year: the figure is withheld: small counts. No gap is given."
    assert check_edit(was, "Waiting over a year: nobody. No gap is given.")


@pytest.mark.parametrize("said", ["It is caused by poverty.", "This is due to clinics.", "Staff are to blame."])  # fmt: skip
def test_a_sentence_never_says_why_a_gap_is_there(said):
    assert any("cannot say why" in fault for fault in faults(f"{FOUND} {said}"))


def test_words_of_a_definition_that_were_there_before_may_stay():
    was = "Of appointments that were due to take place, 14.2% were missed."
    assert check_edit(was, was.replace("missed", "not kept")) == []


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u0336", "\n", "\u2028"])
def test_letters_that_hide_or_turn_a_figure_are_refused(hidden):
    assert faults(FOUND.replace("56.9%", f"56{hidden}.9%"))
    assert faults(f"Now{hidden} then. {FOUND}")


def test_an_empty_sentence_and_an_endless_one_are_refused():
    assert faults("  ") == ["Write a sentence, or take the edit out."]
    assert faults(f"{FOUND} {'so ' * 150}") == ["Say it in 150 words or fewer."]


def test_spaces_of_another_kind_do_not_matter():
    assert faults(FOUND.replace(" ", "\u00a0")) == []


def test_an_editor_shows_the_figures_locked_and_the_words_free():
    shown = pieces("In all 61.4% waited, 7.9 percentage points lower (6.4 to 9.4).")
    assert [piece.text for piece in shown if piece.locked] == [
        "61.4%", "7.9 percentage points", "lower", "6.4", "9.4",
    ]  # fmt: skip
    assert "".join(piece.text for piece in shown) == (
        "In all 61.4% waited, 7.9 percentage points lower (6.4 to 9.4)."
    )
