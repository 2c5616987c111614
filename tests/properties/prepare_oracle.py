"""The prepared records once more, from the raw file, in plain Python a row at a time.

It shares the reference data and the contracts with the product, and none of its ingestion.
"""

import csv
import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path

from equity_lens.contracts.load import contracts
from equity_lens.ingestion.prepare.pseudonyms import prefix_of
from equity_lens.reference import areas, ethnicity, organisations, sex
from equity_lens.reference.ages import band5

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%d %B %Y", "%Y%m%d")
YES, NO = {"Y", "YES", "1", "TRUE", "T"}, {"N", "NO", "0", "FALSE", "F"}
NOTHING = {"", "-", "&", "NULL", "NONE", "N/A", "NK", "UNKNOWN", "NOT KNOWN"}


def day_in(text: str) -> dt.date | None:
    """The day in a cell, or None."""
    text = text.strip().partition(" ")[0] if text.strip()[:2].isdigit() else text
    for form in FORMATS:
        try:
            day = dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        return day if dt.date(1900, 1, 2) <= day < dt.date(2100, 1, 2) else None
    return None


def minute_in(text: str) -> int | None:
    """Minutes since midnight in a cell, or None."""
    found = text.strip().split(" ")[-1].replace(":", "")[:4]
    if not (found.isdigit() and len(found) >= 3) or "-" in text.strip().split(" ")[-1]:
        return None
    hours, minutes = int(found.zfill(4)[:2]), int(found.zfill(4)[2:])
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def years_between(born: dt.date, day: dt.date) -> int:
    """Completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Oracle:
    """Everything that is to be known of a file, by ``names``: field to column."""

    def __init__(
        self, file: Path, contract: str, names: dict[str, str], key: bytes, as_at: dt.date
    ):
        self.contract = contracts()[contract]
        self.names = names
        self.as_at = as_at
        self.prefix = prefix_of(key)
        self.rejected: list[tuple[int, str]] = []
        self.warnings: Counter[tuple[str, str]] = Counter()
        with file.open(encoding="utf-8", newline="") as raw:
            rows = list(csv.DictReader(raw))
        taken: set[tuple[str, ...]] = set()
        accepted = []
        for line, row in enumerate(rows, start=2):
            reason = self._reason(row, taken)
            if reason:
                self.rejected.append((line, reason))
            else:
                accepted.append(self._record(row))
        self._add_local_fifths(accepted)
        order = sorted(range(len(accepted)), key=lambda i: (
            accepted[i]["organisation"], accepted[i]["period"], i
        ))  # fmt: skip
        self.records = [accepted[i] for i in order]

    def _cell(self, row: dict[str, str], field: str) -> str:
        if field in self.names:
            return row[self.names[field]]
        return self.as_at.isoformat() if field in ("census_date", "extract_date") else ""

    def _reason(self, row: dict[str, str], taken: set[tuple[str, ...]]) -> str | None:
        for rule in self.contract.rejections:
            present = {*self.names, "census_date", "extract_date"}
            if not {*rule.columns, *filter(None, [rule.than])} <= present:
                continue
            if rule.rule == "duplicate":
                parts = tuple(self._cell(row, name) for name in rule.columns)
                if all(part.strip() for part in parts):
                    if parts in taken:
                        return rule.reason
                    taken.add(parts)
            elif self._breaks(row, rule):
                return rule.reason
        return None

    def _breaks(self, row: dict[str, str], rule) -> bool:
        text = self._cell(row, rule.columns[0])
        field = self.contract.field(rule.columns[0])
        match rule.rule:
            case "missing":
                return not text.strip()
            case "unreadable":
                known = self._code(field.name, text) if field.type == "code" else day_in(text)
                return bool(text.strip()) and known is None
            case "after" | "on_or_before":
                day, than = day_in(text), day_in(self._cell(row, rule.than))
                if day is None or than is None:
                    return False
                return day > than if rule.rule == "after" else day <= than
            case "unknown_provider":
                return organisations.provider_code(text) is None
            case "not_one_of":
                return bool(text.strip()) and text.strip() not in rule.values
        raise AssertionError(rule.rule)

    def _code(self, name: str, text: str) -> str | None:
        """The key of a coded cell; None if it says something that cannot be read."""
        tidy = text.strip().upper()
        field = self.contract.field(name)
        if name == "ethnic_category":
            return ethnicity.synonyms().get(tidy)
        if name == "sex":
            return sex.synonyms().get(tidy)
        if field.type == "flag":
            found = "yes" if tidy in YES else "no" if tidy in NO else None
            return "not_known" if tidy in NOTHING else found
        if tidy in NOTHING:
            return "not_known"
        if field.codes:
            return tidy if tidy in field.codes else field.also.get(tidy)
        return tidy

    def _warn(self, field: str, words: str) -> None:
        self.warnings[self.names[field], words] += 1

    def _record(self, row: dict[str, str]) -> dict:
        event = day_in(self._cell(row, self.contract.period_from))
        whole_day = self.contract.period == "day"
        record = {
            "organisation": organisations.provider_code(self._cell(row, "provider")),
            "period": event.isoformat() if whole_day else event.isoformat()[:7],
        }
        self._place(row, record)
        self._age(row, record, event)
        self._codes(row, record)
        self._times(row, record, event)
        number = self._cell(row, "nhs_number")
        bare = "".join(number.split()).replace("-", "")
        record["person"] = None
        if len(bare) == 10 and bare.isascii() and bare.isdigit():
            digest = hashlib.sha256((self.prefix + bare).encode()).digest()
            record["person"] = int.from_bytes(digest[:8], "big")
        elif number.strip():
            self._warn("nhs_number", "not an NHS number of ten digits; person treated as not known")
        return record

    def _place(self, row: dict[str, str], record: dict) -> None:
        area = areas.look_up(self._cell(row, "postcode"))
        unlinked = {"no_fixed_abode": "no_fixed_abode"} | dict.fromkeys(
            ("wales", "scotland", "northern_ireland", "elsewhere"), "outside_england"
        )
        record["area_state"] = area.state
        record["imd_decile"] = str(area.imd_decile or unlinked.get(area.state, "not_known"))
        record["local_authority"] = area.local_authority or "not_known"
        record["rank"] = area.imd_rank
        words = {
            "not_a_postcode": "not a postcode; deprivation treated as not known",
            "partial": "part of a postcode; deprivation treated as not known",
            "unmatched": "no area matches; deprivation treated as not known",
            "terminated": "postcode no longer in use; deprivation treated as not known",
        }
        if area.state in words:
            self._warn("postcode", words[area.state])

    def _age(self, row: dict[str, str], record: dict, event: dt.date) -> None:
        text = self._cell(row, "birth_date")
        born = day_in(text)
        age = None
        if born is not None:
            age = years_between(born, event)
            if not 0 <= age <= 130:
                age = None
                self._warn("birth_date", "age below 0 or above 130; treated as not known")
        elif text.strip():
            self._warn("birth_date", "not a date; treated as not known")
        record["age"], record["age_band5"] = age, band5(age)

    def _codes(self, row: dict[str, str], record: dict) -> None:
        for name in self.names:
            field = self.contract.field(name)
            if field.type not in ("code", "flag") or name == "provider":
                continue
            found = self._code(name, self._cell(row, name))
            record[name] = found or "not_known"
            if found is None:
                self._warn(name, "not recognised; treated as not known")

    def _times(self, row: dict[str, str], record: dict, event: dt.date) -> None:
        if self.contract.id == "rtt_waiting_list":
            days = (event - day_in(self._cell(row, "clock_start"))).days
            record["weeks_waited"] = -(-days // 7)
        if self.contract.id == "emergency_attendance":
            came, went = self._cell(row, "arrival_date"), self._cell(row, "departure_date")
            minutes = None
            if minute_in(came) is not None and minute_in(went) is not None and day_in(went):
                minutes = (day_in(went) - event).days * 1440 + minute_in(went) - minute_in(came)
                if not 0 <= minutes <= 65_535:
                    minutes = None
                    self._warn(
                        "departure_date",
                        "departure before arrival, or over 45 days after it; treated as not known",
                    )
            if went.strip() and day_in(went) is None:
                self._warn("departure_date", "not a date; treated as not known")
            record["minutes_in_department"] = minutes

    def _add_local_fifths(self, accepted: list[dict]) -> None:
        """Each person's place among the trust's own: that of the middle person of equal rank."""
        for record in accepted:
            own = sorted(
                other["rank"]
                for other in accepted
                if other["organisation"] == record["organisation"] and other["rank"] is not None
            )
            rank = record["rank"]
            if rank is None:
                record["imd_quintile_local"] = record["imd_decile"]
                continue
            below = sum(other < rank for other in own)
            middle = below + own.count(rank) / 2
            record["imd_quintile_local"] = str(min(5, int(middle / len(own) * 5) + 1))
        for record in accepted:
            del record["rank"]
