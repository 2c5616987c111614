"""The charts of who is not here and of the access pathway can be taken away like any other."""

import csv
import io
import re

from django.urls import reverse


def downloads(page):
    found = re.search(r"Download this chart:(.*?)</p>", page.content.decode(), flags=re.S)
    return {
        name: href.replace("&amp;", "&")
        for href, name in re.findall(r'<a href="([^"]+)">(\w+)</a>', found.group(1))
    }


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_users_beside_residents_are_a_picture_and_a_table(lead):
    page = lead.get(reverse("evidence:who-is-not-here"), {"by": "ethnic_group"})
    files = downloads(page)
    assert list(files) == ["SVG", "PNG", "CSV"]
    assert lead.get(files["SVG"]).content.startswith(b"<svg")
    rows = rows_of(lead.get(files["CSV"]))
    asian = next(row for row in rows if row[0] == "Asian or Asian British")
    assert asian[1] == "126"


def test_a_breakdown_without_residents_has_no_chart_to_take_away(lead):
    address = reverse("evidence:chart-file", args=["waiting-list-size", "residents", "svg"])
    assert lead.get(address, {"by": "plus_carer"}).status_code == 404


def test_a_group_on_a_pathway_is_a_picture_and_a_table(lead):
    page = lead.get(reverse("evidence:access"), {"group": "5"})
    files = downloads(page)
    assert list(files) == ["SVG", "PNG", "CSV"]
    assert lead.get(files["SVG"]).content.startswith(b"<svg")
    answer = lead.get(files["CSV"])
    assert "pathway" in answer["Content-Disposition"] or "-5-" in answer["Content-Disposition"]
    lost = [row[3] for row in rows_of(answer)[1:]]
    assert sum(int(each.replace(",", "")) for each in lost) == 150  # lost among the least deprived


def test_another_form_of_file_does_not_exist(lead):
    assert lead.get(reverse("evidence:pathway-file", args=["exe"])).status_code == 404
