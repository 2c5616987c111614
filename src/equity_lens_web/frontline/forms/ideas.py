"""Forms for an idea, its answer, and the links by which ideas come without sign-in."""

from django import forms

from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form
from equity_lens_web.frontline.models import Idea

TOO_LONG = "Shorten it to 1,500 characters or fewer"


class IdeaForm(AdvisedForm):
    """What was seen, or what could be tried: two questions, on a phone."""

    kind = forms.ChoiceField(
        label="What do you bring?",
        choices=Idea.Kind.choices,
        initial=Idea.Kind.IDEA,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you have seen something or have an idea"},
    )
    said = forms.CharField(
        label="In your own words",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what you saw or would try", "max_length": TOO_LONG},
    )
    hints = {
        "said": "Say what gets in people's way, and what might help. Leave out names and anything "
        "that tells who a patient or a colleague is."
    }


class MembersIdeaForm(IdeaForm):
    """The same from a member, who may say where it was."""

    place = forms.CharField(
        label="Where? (optional)",
        required=False,
        max_length=80,
        error_messages={"max_length": "Shorten the place to 80 characters or fewer"},
    )
    hints = {**IdeaForm.hints, "place": "A ward, a clinic or a site."}
    widths = {"place": "nhsuk-input--width-20"}
    field_order = ["kind", "said", "place"]


class CodeForm(Form):
    """The code of somebody who sent an idea."""

    code = forms.CharField(
        label="Your code",
        max_length=40,
        error_messages={
            "required": "Enter the code that you were shown, such as K7QM-2RTX-9HBC-VWLE"
        },
    )
    hints = {"code": "16 letters and figures. Capitals, spaces and dashes make no difference."}
    widths = {"code": "nhsuk-input--width-20"}


class PlaceForm(Form):
    """The ward or site that a link is for."""

    place = forms.CharField(
        label="Ward, clinic or site",
        max_length=80,
        error_messages={
            "required": "Enter the ward, clinic or site, such as “Health centre, first floor”"
        },
    )
    widths = {"place": "nhsuk-input--width-20"}
