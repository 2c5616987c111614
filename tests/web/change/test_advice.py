"""Free text is advised on; what may tell who somebody is, is held once."""

from django import forms

from equity_lens_web.design_system.advice import AdvisedForm

# The check digit of 943 476 5919 is right (NHS Data Dictionary's own example).
NUMBER = "Seen with 943 476 5919 on Monday."


class Noted(AdvisedForm):
    said = forms.CharField(label="What you saw", widget=forms.Textarea)


def test_wording_is_advised_on_and_saved():
    form = Noted({"said": "Hard to reach patients failed to attend."})
    assert form.is_valid()
    assert [each["what"] for each in form.advice] == ["Hard to reach", "failed to attend"]


def test_a_likely_nhs_number_is_held_before_it_is_saved_and_never_repeated():
    form = Noted({"said": NUMBER})
    assert not form.is_valid()
    assert form.holds
    assert form.errors["said"] == [
        "Take out a likely NHS number, or tick “Save it as it is” at the end of the page"
    ]
    assert "943" not in str(form.advice)


def test_whoever_has_read_it_again_can_save_it():
    assert Noted({"said": NUMBER, "as_it_is": "on"}).is_valid()


def test_an_empty_form_has_nothing_to_say():
    assert Noted().advice == []
    assert not Noted().holds


def test_records_that_are_chosen_are_not_read_as_words():
    class Chosen(Noted):
        helpers = forms.MultipleChoiceField(required=False)

    assert Chosen(initial={"helpers": [forms.Form(), 7]}).advice == []
