"""The wider area: shared responsibility, England beside, nothing scored."""

from django.urls import reverse

PAGE = "evidence:context"


def test_the_area_stands_beside_england_as_a_shared_responsibility(lead, planned_trust, words):
    planned_trust.local_authorities = ["E07000117"]
    planned_trust.save()
    said = words(lead.get(reverse(PAGE)))
    assert "The area is Burnley." in said
    # OHID, Fingertips indicator 93701, 2022: Burnley 30.7%, England 15.6%.
    assert "2022: 30.7% in the area (95% interval 29.8% to 31.6%); England 15.6%." in said
    assert "Shared responsibility of partners in the area; not a measure of this trust." in said


def test_what_nobody_has_published_stays_missing(lead, planned_trust, words):
    planned_trust.local_authorities = ["E07000117"]
    planned_trust.save()
    assert "no figures of life expectancy are bundled" in words(lead.get(reverse(PAGE)))


def test_each_place_of_an_area_has_its_own_line_in_alphabetical_order(lead, planned_trust, words):
    planned_trust.local_authorities = ["E06000032", "E06000002"]
    planned_trust.save()
    said = words(lead.get(reverse(PAGE)))
    table = said.split("places in alphabetical order")[1]
    assert table.index("Luton") < table.index("Middlesbrough") < table.index("England")


def test_a_trust_of_the_directory_has_the_area_of_its_care_board(lead, planned_trust, words):
    planned_trust.code = "RAE"
    planned_trust.save()
    said = words(lead.get(reverse(PAGE)))
    assert "the local authorities of NHS West Yorkshire Integrated Care Board" in said


def test_where_the_area_is_not_known_the_page_says_so(lead, words):
    assert "The area is not known" in words(lead.get(reverse(PAGE)))
