"""Forms as the NHS design system writes them, from Django's own form classes.

A template writes `{{ form.aim.as_field_group() }}` for one field and `{{ form.errors_summary() }}`
at the top. Labels, hints and errors are tied to their field for assistive technology by the NHS
macros themselves.
"""

import re
from typing import Any

from django import forms
from django.forms.renderers import Jinja2
from django.template.loader import get_template
from django.utils.safestring import mark_safe

CHOICES = {"select": "select", "radio": "radios", "checkbox": "checkboxes"}
# Line ends of other programs: Word's own, a form feed, Unicode's.
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What no document can hold, and what turns the direction of everything that follows.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


class NhsRenderer(Jinja2):
    """Renders forms through the templates of the design system, in our own environment."""

    form_template_name = "design_system/form.jinja"
    field_template_name = "design_system/field.jinja"

    def get_template(self, template_name: str) -> Any:
        """Our own templates by our environment; Django's widgets by Django's."""
        if template_name.startswith("design_system/"):
            return get_template(template_name)
        return super().get_template(template_name)


class NhsField(forms.BoundField):
    """A field with what its macro needs to be told."""

    @property
    def kind(self) -> str:
        """Which macro draws it: input, password, textarea, select, radios, file, tick, ..."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        if isinstance(widget, forms.FileInput):
            return "file"
        if isinstance(widget, forms.Textarea):
            return "textarea"
        if isinstance(widget, forms.PasswordInput):
            return "password"
        input_type = getattr(widget, "input_type", "text")
        return CHOICES.get(input_type, "input")

    @property
    def data(self) -> Any:
        """What the person sent, in characters that every document can hold.

        A text pasted from Word brings its line ends along, and no PDF or Word file can be made of
        them. Only a textarea has lines: anywhere else one would break a header or a subject.
        """
        sent = super().data
        if isinstance(sent, list | tuple):
            return [self._plain(each) for each in sent]
        return self._plain(sent)

    def _plain(self, sent: Any) -> Any:
        if not isinstance(sent, str) or self.kind == "password":
            return sent
        plain = UNSEEN.sub("", LINE_ENDS.sub("\n", sent))
        return plain if self.kind == "textarea" else plain.replace("\n", " ")

    @property
    def given(self) -> Any:
        """What the person typed, or what stands there at first."""
        if self.kind == "password":
            return ""  # a password is never sent back to the page
        value = self.value()
        return "" if value is None else value

    @property
    def items(self) -> list[dict[str, Any]]:
        """The choices, each with its text and whether it is chosen."""
        value = self.given
        chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
        return [
            {"value": str(key), "text": str(text), "checked": str(key) in chosen}
            for key, text in self.field.choices
        ]


class NhsFields:
    """What every form of ours has: NHS fields, and a summary of its errors.

    ``hints`` maps a field to the line under its label; ``widths`` to a class such as
    "nhsuk-input--width-10".
    """

    bound_field_class = NhsField
    hints: dict[str, str] = {}
    widths: dict[str, str] = {}

    def errors_summary(self) -> str:
        """The box at the top of the page that lists every error, each a link to its field."""
        if not self.errors:  # type: ignore[attr-defined]
            return ""
        # The template has escaped what people typed.
        return mark_safe(get_template("design_system/errors.jinja").render({"form": self}))


class Form(NhsFields, forms.Form):
    """A form that writes nothing by itself."""


class ModelForm(NhsFields, forms.ModelForm):
    """A form over one record."""
