"""The cost of a gap: unit cost, source, range, and always the words "not cashable"."""

from django.urls import reverse

PAGE = "evidence:cost"
GAP = "outpatient-did-not-attend:imd_quintile:1"
UNIT = "missed-outpatient-appointment"
OWN = {
    "gap": GAP, "unit": UNIT, "priced": f"{GAP} {UNIT}",
    "low": "50", "central": "100", "high": "150", "source": "Our own costing, 2026",
}  # fmt: skip


def test_a_published_unit_cost_is_used_at_once_with_its_source_and_its_doubt(lead, words):
    # 1,965/13,800 less 700/11,550 is 8.18 points; of 13,800 that is 1,129, said as 1,130;
    # at 120 pounds 135,600, said as 140,000.
    said = words(lead.get(reverse(PAGE), {"gap": GAP}))
    assert "About 1,130" in said
    assert "at £120 for each missed appointment would cost about £140,000" in said
    assert "NHS reference costs 2016/17" in said
    assert "to be checked at its source" in said
    assert "This is not cashable" in said


def test_the_trusts_own_price_is_remembered_in_the_address(lead, words):
    # 1,130 at 100 pounds: 113,000, to two figures 110,000.
    said = words(lead.get(reverse(PAGE), OWN))
    assert "at £100 for each missed appointment would cost about £110,000" in said
    assert "Entered by a person, whose source is: Our own costing, 2026." in said
    assert "£100 (£50 to £150)" in said
    assert "This is not cashable" in said


def test_a_price_without_a_source_is_not_used(lead, words):
    said = words(lead.get(reverse(PAGE), OWN | {"source": ""}))
    assert "Say where the numbers come from" in said
    assert "would cost" not in said


def test_a_unit_that_nobody_has_priced_shows_no_cost_until_somebody_does(lead, words):
    gap, unit = "outpatient-cancelled-by-provider:imd_quintile:1", "cancelled-by-trust"
    said = words(lead.get(reverse(PAGE), {"gap": gap}))
    assert "No cost is shown until somebody says what one cancelled appointment costs." in said
    assert "it is not cashable" in said
    assert "We found no published figure that we trust." in said
    # 150 (110 to 190) at 40 pounds (30 to 50): 6,000, from 3,300 to 9,500.
    price = {"low": "30", "central": "40", "high": "50", "source": "Our own costing, 2026"}
    asked = {"gap": gap, "unit": unit, "priced": f"{gap} {unit}", **price}
    assert "about £6,000 (£3,300 to £9,500)" in words(lead.get(reverse(PAGE), asked))


def test_only_gaps_in_things_that_cost_money_are_offered(lead):
    page = lead.get(reverse(PAGE)).content.decode()
    assert GAP in page
    assert "waiting-within-18-weeks:imd_quintile" not in page
