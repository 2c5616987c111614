"""Who is not here, on its page: the ratio with its interval, the residents named, and refusals."""

from django.urls import reverse

PAGE = "evidence:who-is-not-here"


def test_fewer_than_expected_is_said_with_interval_people_population_and_area(lead, words):
    said = words(lead.get(reverse(PAGE)))
    assert "where 210 would be expected: 0.60 times as many (95% interval 0.52 to 0.69)" in said
    assert "about 85 fewer (65 to 100)" in said
    for fact in ("Exeter and Luton", "ONS Census 2021, table TS021", "Need is not known here"):
        assert fact in said


def test_where_no_residents_are_known_the_page_refuses_to_guess(lead, words):
    said = words(lead.get(reverse(PAGE), {"of": "waiting-list-size", "by": "plus_carer"}))
    assert "No count of residents is published for these groups. Need is not known here." in said
    # 126 people are seen, and no ratio is made of them: 126/210 would be 0.60.
    table = said.split("Unpaid carer Seen")[1].split("not available")[0]
    assert "126" in table
    assert "0.60" not in table


def test_every_other_breakdown_of_the_same_people_is_a_sentence_with_a_link(lead, words):
    page = lead.get(reverse(PAGE), {"by": "ethnic_group"})
    assert "of=waiting-list-size&amp;by=plus_carer" in page.content.decode()


def test_without_anybody_to_compare_the_page_says_what_would_help(
    refreshed_trust, signed_in, words
):
    said = words(signed_in(refreshed_trust, "chair").get(reverse(PAGE)))
    assert "Nobody to compare yet" in said
