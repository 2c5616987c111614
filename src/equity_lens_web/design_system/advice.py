"""Forms for free text that others may read: advice on its words, and care for people in it.

Wording is advised on and never forbidden. Text that may tell who somebody is is held once, before
it is saved: whoever wrote it takes it out, or ticks that nobody can be known by it.
"""

from typing import Any

from django import forms

from equity_lens.language.check import check_language
from equity_lens.language.remark import Remark
from equity_lens_web.design_system.forms import Form

TAKE_OUT = "Take out {what}, or tick “Save it as it is” at the end of the page"


class AdvisedForm(Form):
    """A form whose free text is read for wording before it is saved.

    A template writes `{{ advice(form) }}` (``design_system/parts.jinja``) before its button.
    """

    as_it_is = forms.BooleanField(
        label="Save it as it is: I have read it again, and nobody can be known by it",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Hold once what may tell who somebody is."""
        given = super().clean() or {}
        if not given.get("as_it_is"):
            for name, remarks in self._remarks(given).items():
                of_people = [each for each in remarks if each.is_of_a_person]
                if of_people and name not in self.errors:
                    self.add_error(name, TAKE_OUT.format(what=of_people[0].what))
        return given

    @property
    def holds(self) -> bool:
        """Whether something is held because it may tell who somebody is."""
        found = self._remarks(self._as_typed()) if self.is_bound and self.errors else {}
        return any(each.is_of_a_person for remarks in found.values() for each in remarks)

    @property
    def advice(self) -> list[dict[str, str]]:
        """What is remarked on the words as they stand, each with the label of its field."""
        return [
            {
                "field": str(self.fields[name].label),
                "what": remark.what,
                "why": remark.why,
                "instead": remark.suggestion,
            }
            for name, remarks in self._remarks(self._as_typed()).items()
            for remark in remarks
        ]

    def _as_typed(self) -> dict[str, Any]:
        return {name: self[name].value() for name in self.fields}

    def _remarks(self, given: dict[str, Any]) -> dict[str, list[Remark]]:
        lines = {
            name: "\n".join(map(str, said)) if isinstance(said, list) else said
            for name, said in given.items()
        }
        texts = {name: said for name, said in lines.items() if self._is_free(name, said)}
        return {name: found for name, said in texts.items() if (found := check_language(said))}

    def _is_free(self, name: str, said: Any) -> bool:
        field = self.fields.get(name)
        return isinstance(field, forms.CharField) and isinstance(said, str) and bool(said.strip())
