"""Disclosure rules are dated data that a trust can replace."""

import datetime as dt

import pytest

from equity_lens.disclosure.policy import policy
from equity_lens.errors import MeasureInvalid


@pytest.mark.parametrize("name", ["hes", "ohid", "local", "published"])
def test_every_policy_is_dated_sourced_and_says_what_it_does(name):
    rules = policy(name)
    assert rules.id == name
    assert isinstance(rules.from_on, dt.date)
    assert rules.source
    assert rules.described
    assert rules.reason


def test_the_default_is_that_of_hospital_episode_statistics():
    # NHS Digital, from September 2018: 1 to 7 withheld, the rest to the nearest 5.
    rules = policy()
    assert (rules.id, rules.suppress_to, rules.round_to) == ("hes", 7, 5)


def test_a_trust_can_name_a_policy_file_of_its_own(tmp_path):
    own = tmp_path / "ours.toml"
    rules = policy("local")
    own.write_text(
        f'id = "ours"\ntitle = "Ours"\nfrom_on = 2026-01-01\nsource = "Our committee"\n'
        f'described = "Under ten."\nsuppress_to = 9\nround_to = {rules.round_to}\n'
        f"complementary = true\npossible_values = 3\ntogether = true\ncomplements = true\npasses_through = false\n"
        f'reason = "fewer than 10"\n',
        encoding="utf-8",
    )
    assert policy(own).suppress_to == 9
    assert policy(str(own)).reason == "fewer than 10"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("surpress_to = 9\n", "`surpress_to` is not part of a policy"),
        ("suppress_to = -1\n", "`suppress_to` is negative"),
        ("suppress_to = 7.5\n", "`suppress_to` is not of the right kind"),
        ("round_to = 10\n", "`round_to` must be odd"),
        ("possible_values = 8\n", "`possible_values` must lie between"),
        ('from_on = "soon"\n', "`from_on` is not of the right kind"),
    ],
)
def test_a_slip_in_a_policy_file_stops_the_run(tmp_path, change, complaint):
    lines = {
        "id": '"ours"', "title": '"Ours"', "from_on": "2026-01-01", "source": '"Us"',
        "described": '"Rules."', "suppress_to": "7", "round_to": "5", "complementary": "true",
        "possible_values": "3", "together": "true", "complements": "false", "passes_through": "false",
        "reason": '"few"',
    }  # fmt: skip
    lines.pop(change.split(" ")[0], None)
    text = "".join(f"{key} = {value}\n" for key, value in lines.items()) + change
    own = tmp_path / "ours.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(MeasureInvalid) as refused:
        policy(own)
    assert complaint in str(refused.value)


def test_an_unknown_policy_is_refused_with_the_names_that_there_are():
    with pytest.raises(MeasureInvalid) as refused:
        policy("hess")
    assert "hes, local, ohid, published" in str(refused.value)
