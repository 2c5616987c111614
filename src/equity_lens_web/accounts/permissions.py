"""What a person may do, and which role may do it: roles are data."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Permission(StrEnum):
    """One thing that a role may let a person do in an organisation."""

    EVIDENCE_READ = "evidence.read"
    EVIDENCE_UPLOAD = "evidence.upload"
    EVIDENCE_INCLUDE = "evidence.include"
    CARE_ASSIGN = "evidence.assign-care"
    ACCESS_MODEL = "evidence.model-access"
    PAPER_READ = "paper.read"
    PAPER_WRITE = "paper.write"
    PAPER_ISSUE = "paper.issue"
    IMPROVEMENT_READ = "improvement.read"
    IMPROVEMENT_WRITE = "improvement.write"
    IDEAS_SHARE = "ideas.share"
    IDEAS_ANSWER = "ideas.answer"
    CASES_READ = "cases.read"
    CASES_WRITE = "cases.write"
    ROLE_READ = "role.read"
    ROLE_WRITE = "role.write"
    ROLE_AGREE = "role.agree"
    PLAN_READ = "plan.read"
    PLAN_WRITE = "plan.write"
    REFLECT = "reflections.write"
    ACTIONS_READ = "actions.read"
    ACTIONS_WRITE = "actions.write"
    HELP_DECIDE = "help.decide"
    GUIDANCE_PROPOSE = "guidance.propose"
    GUIDANCE_EDIT = "guidance.edit"
    API_TOKENS = "api.manage-tokens"
    PEOPLE_MANAGE = "people.manage"
    SETTINGS_CHANGE = "settings.change"
    AUDIT_READ = "audit.read"


@dataclass(frozen=True)
class Role:
    """A kind of user: its name, what it is for in plain words, and what it may do."""

    key: str
    title: str
    described: str
    may: frozenset[Permission]


@cache
def roles() -> dict[str, Role]:
    """Every role, in the order in which an invitation offers them.

    >>> roles()["chair"].title
    'Chair'
    """
    return {
        entry["key"]: Role(
            entry["key"],
            entry["title"],
            entry["described"],
            frozenset(Permission(each) for each in entry["may"]),
        )
        for entry in _data()["roles"]
    }


@cache
def in_words() -> dict[Permission, str]:
    """What each permission lets a person do, as it reads after "You can".

    >>> in_words()[Permission.PAPER_ISSUE]
    'issue papers'
    """
    return {Permission(key): words for key, words in _data()["permissions"].items()}


@cache
def _data() -> dict[str, Any]:
    text = files("equity_lens_web.accounts").joinpath("data/roles.toml").read_text("utf-8")
    return tomllib.loads(text)
