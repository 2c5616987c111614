"""How each part of the first draft opens, in the lead's words."""

from typing import Any

from django import forms

from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.leadership.presenters.first_draft import PARTS


class WordsForm(AdvisedForm):
    """One sentence or two for each part."""

    field_order = PARTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (heading, opening) in PARTS.items():
            self.fields[key] = forms.CharField(
                label=f"{heading}: how it opens",
                initial=opening,
                required=False,
                max_length=500,
                widget=forms.Textarea({"rows": 2}),
            )

    def words(self) -> dict[str, str]:
        """What was written, where it is not what stood there."""
        given = {key: self.cleaned_data[key].strip() for key in PARTS}
        return {key: text for key, text in given.items() if text and text != PARTS[key][1]}
