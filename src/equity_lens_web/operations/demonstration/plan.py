"""The plan of a demonstration trust, as its lead would have written it in the first twenty days."""

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.plan.models import Activity, ChainMeasure, Priority
from equity_lens_web.plan.services import (
    activities,
    dilemmas,
    measures,
    missions,
    needs,
    priorities,
    programmes,
    theories,
    visions,
)

LEAD, ACUTE = "hi_lead", "plan.toml"


def fill(organisation: Organisation, people: dict[str, Person], file: str = ACUTE) -> None:
    """Write the plan: what is chosen and what is left out, with what speaks for it and against it."""
    Plan(organisation, people, said_in(file)).write()


class Plan:
    """The plan while it is being written, by one person with the help of others."""

    def __init__(
        self, organisation: Organisation, people: dict[str, Person], said: dict[str, Any]
    ) -> None:
        self.organisation, self.by, self.said = organisation, people[LEAD], said
        there = organisation.memberships.current().select_related("person")
        self.members: dict[str, Membership] = {each.role: each for each in there}

    def write(self) -> None:
        """In the order in which a lead goes: activities, measures, priorities, then the rest."""
        chain = self._measures()
        self._activities(chain)
        chosen = self._priorities()
        self._programmes(chosen)
        if "theory" in self.said:
            self._theory(chosen[0])
        if "dilemma" in self.said:
            self._dilemma()
        if "vision" in self.said:
            self._vision()
        if "causes" in self.said:
            self._needs(chosen[0])
        if "mission" in self.said:
            self._mission(chosen[0])

    def _measures(self) -> dict[str, ChainMeasure]:
        said = self.said["measures"]
        drafts = measures.draft_starters(
            organisation=self.organisation, keys=[each["key"] for each in said], by=self.by
        )
        chain = {each.starter: each for each in drafts}
        for each in said:
            given = {
                "title": each.get("title", chain[each["key"]].title),
                "baseline": each.get("baseline", ""),
                "review_on": _in_days(each["review_in_days"]),
                "lead": self.members[each["owner"]],
                **_gap(each),
            }
            measure = measures.change_measure(measure=chain[each["key"]], given=given, by=self.by)
            measures.choose_measure(measure=measure, by=self.by)
        return chain

    def _activities(self, chain: dict[str, ChainMeasure]) -> None:
        said = self.said["activities"]
        keys = [each["key"] for each in said if "key" in each]
        taken = activities.add_starters(organisation=self.organisation, keys=keys, by=self.by)
        by_key = {each.starter: each for each in taken}
        for each in said:
            moves = [chain[key] for key in each["moves"]]
            helpers = [self.members[role] for role in each.get("helpers", ())]
            given = {"moves": moves, "helpers": helpers, "bodies": each.get("bodies", "")}
            if "key" in each:
                made = activities.change_activity(
                    activity=by_key[each["key"]], given=given, by=self.by
                )
            else:
                given |= {"title": each["title"], "quadrant": each["quadrant"]}
                given |= {"lead": self.members[LEAD]}
                made = activities.add_activity(
                    organisation=self.organisation, given=given, by=self.by
                )
            self._log(made, each)

    def _log(self, activity: Activity, said: dict[str, Any]) -> None:
        if "done" in said:
            activities.log_activity(
                activity=activity,
                what=said["done"],
                done_on=_in_days(-said["days_ago"]),
                minutes=said["minutes"],
                state="under_way",
                by=self.by,
            )

    def _priorities(self) -> list[Priority]:
        said = {_keys(each): each for each in self.said["candidates"]}
        choice = priorities.add_candidates(
            organisation=self.organisation, gaps=list(said), by=self.by
        )
        standing = list(choice.candidates.all())
        for each in standing:
            judged = said[each.gap]
            priorities.judge_candidate(
                candidate=each,
                ability=judged["ability"],
                community=judged["community"],
                cost=judged["cost"],
                because=judged["because"],
                by=self.by,
            )
        chosen = priorities.choose_priorities(
            choice_round=choice,
            chosen={each.pk for each in standing if "reason" not in said[each.gap]},
            reasons={each.pk: said[each.gap].get("reason", "") for each in standing},
            by=self.by,
        )
        order = list(said)
        return sorted(chosen, key=lambda each: order.index(each.candidate.gap))

    def _programmes(self, chosen: list[Priority]) -> None:
        for each in self.said["programmes"]:
            made = programmes.add_programme(
                organisation=self.organisation,
                given={
                    "title": each["title"],
                    "level": each["level"],
                    "post": each.get("owner", ""),
                    "group": each.get("group", ""),
                    "scope": each.get("scope", ""),
                    "approved_on": _in_days(-each["approved_days_ago"]),
                    "priorities": [chosen[number] for number in each["serves"]],
                },
                by=self.by,
            )
            if "added" in each:
                programmes.add_scope(
                    programme=made,
                    what=each["added"],
                    added_on=_in_days(-each["added_days_ago"]),
                    agreed_by="",
                    by=self.by,
                )

    def _theory(self, priority: Priority) -> None:
        said = self.said["theory"]
        theory = theories.begin_theory(
            organisation=self.organisation,
            given={"title": said["title"], "priority": priority, "lead": self.members[LEAD]},
            by=self.by,
        )
        for each in said["arrows"]:
            plain = {
                name: value
                for name, value in each.items()
                if name not in ("since_days_ago", "moved_days_ago", "by", "group")
            }
            given = {**plain, **_gap(each)} if "measure" in each else plain
            if "since_days_ago" in each:
                given["since"] = _in_days(-each["since_days_ago"])
                given["moves_by"] = _in_days(-each["moved_days_ago"])
            theories.add_arrow(theory=theory, given=given, by=self.by)

    def _dilemma(self) -> None:
        said = self.said["dilemma"]
        given = {name: said[name] for name in ("question", "groups", "values", "views_heard")}
        made = dilemmas.set_out_dilemma(
            organisation=self.organisation,
            given={**given, "is_private": False, "lead": self.members[LEAD]},
            by=self.by,
        )
        for option in said["options"]:
            effects = dict(zip(made.falls_on, map(tuple, option["falls"]), strict=True))
            dilemmas.put_option(dilemma=made, title=option["title"], effects=effects, by=self.by)
        dilemmas.decide_dilemma(
            dilemma=made, decision=said["decision"], reasons=said["reasons"], by=self.by
        )

    def _vision(self) -> None:
        said = self.said["vision"]
        wording = {name: said[name] for name in ("employer", "provider", "anchor", "partners")}
        visions.word_vision(organisation=self.organisation, given=wording, by=self.by)
        for each in said["ambitions"]:
            visions.add_ambition(organisation=self.organisation, given=each, by=self.by)

    def _needs(self, priority: Priority) -> None:
        for each in self.said["causes"]:
            given = {"title": each["title"], "behind_it": each["behind_it"]}
            cause = needs.suspect_cause(priority=priority, given=given, by=self.by)
            for evidence in each["evidence"]:
                needs.add_evidence(cause=cause, given=evidence, by=self.by)

    def _mission(self, priority: Priority) -> None:
        said = self.said["mission"]
        missions.begin_mission(
            organisation=self.organisation,
            given={
                "title": said["title"],
                "by_on": _in_days(said["by_in_days"]),
                "priority": priority,
                "lead": self.members[LEAD],
            },
            parts=[{"body": self.organisation.name, **said["ours"]}, said["theirs"]],
            by=self.by,
        )


def _gap(said: dict[str, Any]) -> dict[str, str]:
    return dict(zip(("measure", "dimension", "subgroup"), _keys(said), strict=True)) if "measure" in said else {}  # fmt: skip


def _keys(said: dict[str, Any]) -> tuple[str, str, str]:
    return said["measure"], said["by"], said["group"]


def _in_days(days: int) -> dt.date:
    return moments.today() + dt.timedelta(days=days)


@cache
def said_in(file: str) -> dict[str, Any]:
    """What the people of a demonstration trust wrote, by the name of its file."""
    folder = files("equity_lens_web.operations.demonstration").joinpath("data")
    return tomllib.loads(folder.joinpath(file).read_text("utf-8"))
