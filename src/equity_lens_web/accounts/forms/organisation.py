"""What an organisation settles for itself."""

from typing import Any

from django import forms

from equity_lens.disclosure.policy import policy
from equity_lens.measures.material import material, material_that_fits
from equity_lens.reference.editions import list_editions
from equity_lens.reference.names import area_names
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.uploads import (
    LARGEST_LOGO,
    LARGEST_TEMPLATE,
    NotUsable,
    picture_of,
    template_of,
)
from equity_lens_web.design_system.forms import Form

# Those that protect. "published" passes counts through that their publisher has protected already.
POLICIES = ("hes", "ohid", "local")
COUNCIL = ("E06", "E07", "E08", "E09")


def _policies() -> list[tuple[str, str]]:
    return [(name, policy(name).title) for name in POLICIES]


def _sectors() -> list[tuple[str, str]]:
    """With "does not apply" first: where nothing is chosen, a browser takes the first."""
    return sorted(Organisation.Sector.choices, key=lambda choice: choice[0] != "")


def _kinds() -> list[tuple[str, str]]:
    return [(key, kind.title) for key, kind in material().items()]


def _editions() -> list[tuple[str, str]]:
    names = [each.name for each in list_editions() if each.kind == "deprivation"]
    return [("", "The newest that is here"), *((name, name) for name in names)]


class SettingsForm(Form):
    """All settings on one page."""

    name = forms.CharField(
        label="Name of the organisation",
        max_length=200,
        error_messages={"required": "Enter the organisation's name"},
    )
    sector = forms.ChoiceField(label="Sector", choices=_sectors, required=False)
    material = forms.MultipleChoiceField(
        label="What concerns you",
        choices=_kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    local_authorities = forms.CharField(
        label="Local authorities that you serve",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    policy = forms.ChoiceField(
        label="Small numbers",
        choices=_policies,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how small numbers are withheld"},
    )
    edition = forms.ChoiceField(
        label="Edition of the deprivation index", choices=_editions, required=False
    )
    needs_second_factor = forms.BooleanField(
        label="Everyone must sign in with a second step", required=False
    )
    logo = forms.FileField(label="Logo", required=False, widget=forms.FileInput)
    remove_logo = forms.BooleanField(label="Remove the present logo", required=False)
    word_template = forms.FileField(
        label="Word template for papers", required=False, widget=forms.FileInput
    )
    remove_word_template = forms.BooleanField(label="Remove the present template", required=False)

    hints = {
        "material": (
            "Pages, measures and standards of what is not ticked are left out. A new sector brings "
            "its own, unless you change a tick with it."
        ),
        "local_authorities": (
            "ONS codes of councils, one on each line, such as E08000035 for Leeds. "
            "Left empty, they are those of your integrated care board."
        ),
        "needs_second_factor": "A code from an app on their phone, after the password.",
        "logo": "PNG, at most 200 kB. It stands at the top of each page.",
        "word_template": "Saved by Word as .docx, at most 5 MB, without macros.",
        "policy": (
            "A change makes every figure again. Months that were shown under another rule before "
            "then withhold more, so that old and new figures side by side give nothing away."
        ),
        "edition": (
            "A change counts for files that you upload from then on. Files that are here keep the "
            "edition by which their postcodes were linked, until they are uploaded again."
        ),
    }
    widths = {"name": "nhsuk-input--width-30"}

    def clean_local_authorities(self) -> list[str]:
        """Codes that are councils', once each, in the order of the codes."""
        given = self.cleaned_data["local_authorities"].replace(",", " ").upper().split()
        unknown = [
            code for code in given if not code.startswith(COUNCIL) or code not in area_names()
        ]
        if unknown:
            raise forms.ValidationError(
                f"{', '.join(unknown[:5])}: enter codes of local authorities as of April 2024"
            )
        return sorted(set(given))

    def clean(self) -> dict[str, Any]:
        """What was ticked, as what differs from the sector by hand."""
        given = super().clean() or self.cleaned_data
        if "material" in given:
            given["material"] = self._switched(given.get("sector", ""), set(given["material"]))
        return given

    def _switched(self, sector: str, ticked: set[str]) -> dict[str, bool]:
        """By hand: as before where no tick was touched, so that a new sector brings its own."""
        if ticked == set(self.initial.get("material", ())):
            return dict(self.initial.get("switched", {}))
        by_sector = material_that_fits(sector)
        return {key: key in ticked for key in material() if (key in ticked) != (key in by_sector)}

    def clean_logo(self) -> bytes | None:
        """Its picture only."""
        return _read(self.cleaned_data["logo"], LARGEST_LOGO, picture_of)

    def clean_word_template(self) -> bytes | None:
        """One that opens."""
        return _read(self.cleaned_data["word_template"], LARGEST_TEMPLATE, template_of)

    def to_change(self) -> dict[str, Any]:
        """What the service is to be given: a file only where one was chosen or removed."""
        given = dict(self.cleaned_data)
        for name in ("logo", "word_template"):
            removed = given.pop(f"remove_{name}")
            if given[name] is None and not removed:
                del given[name]
        return given


def policies_in_words() -> list[tuple[str, str]]:
    """Each rule on small numbers by its title, and what it does."""
    return [(policy(name).title, policy(name).described) for name in POLICIES]


def first_values(organisation: Organisation) -> dict[str, Any]:
    """What stands in the form at first."""
    return {
        "name": organisation.name,
        "sector": organisation.sector,
        "material": sorted(organisation.material_shown),
        "switched": organisation.material,
        "local_authorities": "\n".join(organisation.local_authorities),
        "policy": organisation.policy,
        "edition": organisation.edition,
        "needs_second_factor": organisation.needs_second_factor,
    }


def _read(file: Any, largest: int, check: Any) -> bytes | None:
    """The file's bytes after a check; no more is read than may be kept."""
    if not file:
        return None
    try:
        return check(file.read(largest + 1))
    except NotUsable as refused:
        raise forms.ValidationError(str(refused)) from refused
