"""How old a reader must be, by a published formula, and how long a text takes to say."""

import pytest

from equity_lens.language.aloud import spoken_words
from equity_lens.language.reading_age import reading_age, seconds_aloud
from equity_lens.language.syllables import syllables

# Divided by hand, as a British dictionary says them: a dot between two syllables.
HAND_DIVIDED = """
gap care name names times missed asked reached helped health weeks month league queue fifth change
scale eyes friend moved used lives place through wait phoned worse bus walk book school least most
their called

peo.ple de.prived read.ing ta.ble ta.bles cen.tre mea.sures fig.ures chan.ges few.er low.er high.er
qui.et di.et cli.ent sci.ence tri.al go.ing be.ing ask.ing need.ed end.ed wait.ing hos.pice sel.dom
care.ful home.less state.ment move.ment lan.guage so.cial spe.cial na.tion pa.tient pa.tients
re.gion did.n't some.times some.thing some.one wo.men eve.ning busi.ness fair.ly safe.ly hope.ful
per.son rea.sons let.ters tran.sport miss.ing an.swered fair.ness col.league pri.vate ser.vice
clin.ic re.fer chil.dren a.ble han.dled rac.is.m thou.sand a.lone be.fore

ap.point.ment ap.point.ments hos.pi.tal a.re.a pe.ri.od dif.fer.ent fam.i.ly fam.i.lies im.prove.ment
a.gree.ment at.tend.ed de.ci.ded im.por.tant con.tin.ue how.ev.er in.ter.pret dis.a.bled e.qui.ty
ra.di.o ra.ti.o var.i.ous se.ri.ous in.flu.ence pov.er.ty ad.dress.es car.ri.er the.a.tre
com.plete.ly man.age.ment vi.o.lence vid.e.o ev.ery.one of.fi.cer de.ci.sion ex.pec.ted at.ten.dance
in.ter.val re.cor.ded per.cen.tage i.de.a ea.si.er car.ry.ing no.bod.y e.lev.en

dep.ri.va.tion com.mu.ni.ty com.mu.ni.ties in.ter.pre.ter ma.te.ri.al ex.pe.ri.ence so.ci.e.ty
va.ri.e.ty va.ri.a.tion pri.or.i.ty di.a.be.tes re.li.a.ble bi.ol.o.gy in.for.ma.tion eth.ni.ci.ty
ma.jor.i.ty o.be.si.ty ac.ces.si.ble re.al.i.ty anx.i.e.ty pop.u.la.tion un.der.stand.ing
co-pro.duc.tion

in.e.qual.i.ty in.e.qual.i.ties as.so.ci.a.tion ne.go.ti.a.tion pos.si.bil.i.ty dis.a.bil.i.ty
rep.re.sen.ta.tion op.por.tu.ni.ty u.ni.ver.si.ty
"""
ALSO_APART = {"co-pro.duc.tion"}  # at its hyphen too


def test_syllables_are_those_that_a_dictionary_gives():
    divided = HAND_DIVIDED.split()
    assert len(divided) > 170
    expected = {
        word.replace(".", ""): word.count(".") + 1 + (word in ALSO_APART) for word in divided
    }
    found = {word: syllables(word) for word in expected}
    assert {word: n for word, n in found.items() if n != expected[word]} == {}


def test_an_abbreviation_is_said_letter_by_letter():
    assert syllables("NHS") == 3
    assert syllables("WRES") == 6  # double-u has three


def test_the_grade_of_a_passage_worked_by_hand():
    # The cat sat on the mat. It did not move all day: 12 words, 2 sentences, each of 1 syllable.
    # 0.39 x 12/2 + 11.8 x 12/12 - 15.59 = 2.34 + 11.8 - 15.59 = -1.45; and 5 is 3.55.
    age = reading_age("The cat sat on the mat. It did not move all day.")
    assert (age.words, age.sentences, age.syllables) == (12, 2, 12)
    assert age.grade == pytest.approx(-1.45)
    assert age.age == pytest.approx(3.55)


def test_hard_words_worked_by_hand():
    # in-e-qual-i-ties (5) per-sist (2) a-mong (2) com-mu-ni-ties (4): 13 syllables, 4 words, 1 sentence.
    # 0.39 x 4 + 11.8 x 13/4 - 15.59 = 1.56 + 38.35 - 15.59 = 24.32; and 5 is 29.32.
    assert reading_age("Inequalities persist among communities.").age == pytest.approx(29.32)


def test_a_figure_is_a_word_of_its_sentence_and_has_no_syllables():
    # 6 words, of which 5 are not figures, with 6 syllables: of (1) them (1) were (1) seen (1) to-day (2).
    # 0.39 x 6 + 11.8 x 6/5 - 15.59 = 2.34 + 14.16 - 15.59 = 0.91; and 5 is 5.91.
    assert reading_age("56.9% of them were seen today.").age == pytest.approx(5.91)


def test_a_decimal_point_and_a_short_form_do_not_end_a_sentence():
    assert reading_age("It was 13.6% at St. Ann, e.g. in May.").sentences == 1


def test_a_line_of_its_own_is_a_sentence():
    assert reading_age("One fact\nWe missed you").sentences == 2


def test_where_there_are_no_words_there_is_no_age():
    for empty in ("", "...", "12% 13%"):
        with pytest.raises(ValueError, match="no words"):
            reading_age(empty)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("seven", 1),
        ("7", 1),
        ("215", 4),  # two hundred and fifteen
        ("1,130", 6),  # one thousand one hundred and thirty
        ("2,005", 4),  # two thousand and five
        ("13.6%", 5),  # thirteen point six per cent
        ("£18,000", 3),  # eighteen thousand pounds
        ("−7.9", 4),  # minus seven point nine
    ],
)
def test_a_figure_is_as_many_words_as_are_said(said, words):
    assert spoken_words(said) == words


def test_130_words_take_a_minute():
    assert seconds_aloud("word " * 130) == 60
