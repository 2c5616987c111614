"""The mapping file: what it may say, and that a slip in it is told plainly."""

import pytest

from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.mapping import Answers, read_mapping, write_mapping


def test_what_is_written_is_read_again(tmp_path):
    file = tmp_path / "map.toml"
    sections = {
        "rtt_waiting_list": Answers(
            columns={'Odd "name"\t\\': "clock_start", "Ward": "ignore", "é£": ""},
            constants={"provider": "RCF"},
            dates={"birth_date": "day/month/year"},
            codes={"priority": {"R": "1", "2 ww": "3"}},
            without=("specialty", "area"),
        ),
        "outpatient_appointment": Answers(columns={"Attd": "attendance_status"}),
    }
    write_mapping(file, sections, {"Ward": "What is it?"})
    assert read_mapping(file) == sections
    assert [path.name for path in tmp_path.iterdir()] == ["map.toml"]


def test_no_file_is_no_answers(tmp_path):
    assert read_mapping(tmp_path / "none.toml") == {}


def test_a_slip_in_the_toml_names_its_line(tmp_path):
    file = tmp_path / "map.toml"
    file.write_text("[rtt_waiting_list.columns]\nClock start = clock_start\n", encoding="utf-8")
    with pytest.raises(ContractNotMet, match="cannot be read as TOML") as problem:
        read_mapping(file)
    assert "line 2" in problem.value.faults[0]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[ptl.columns]\n", "[ptl] is no contract"),
        ('[rtt_waiting_list.colums]\na = "b"\n', "has no place for `colums`"),
        ('rtt_waiting_list = "all"\n', "must be a table"),
        ('[rtt_waiting_list]\ncolumns = "all"\n', "must be a table"),
        ('[rtt_waiting_list]\nwithout = "area"\n', "must be a list"),
        ('[rtt_waiting_list.columns]\na = "clok_start"\n', "there is no such field"),
        ("[rtt_waiting_list.columns]\na = 3\n", "must be text in quotation marks"),
        ('[rtt_waiting_list.constants]\ntrust = "RCF"\n', "there is no field `trust`"),
        ('[rtt_waiting_list.dates]\nbirth_date = "dmy"\n', "must be one of day/month/year"),
        ('[rtt_waiting_list.codes.priority]\nR = "9"\n', "9 is no national code"),
        ('[rtt_waiting_list.codes]\npriority = "1"\n', "must be a table"),
        ('[rtt_waiting_list]\nwithout = ["hope"]\n', "no field or group `hope`"),
        ('[rtt_waiting_list.columns]\na = "sex"\nb = "sex"\n', "Two columns are said to be `sex`"),
    ],
)
def test_a_slip_in_an_answer_is_told_plainly(tmp_path, text, complaint):
    file = tmp_path / "map.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContractNotMet) as problem:
        read_mapping(file)
    assert complaint in "\n".join(problem.value.faults)


def test_all_slips_are_told_at_once(tmp_path):
    file = tmp_path / "map.toml"
    file.write_text(
        '[rtt_waiting_list.columns]\na = "x"\n[rtt_waiting_list.dates]\nsex = "y"\n', "utf-8"
    )
    with pytest.raises(ContractNotMet) as problem:
        read_mapping(file)
    assert len(problem.value.faults) == 2


def test_two_columns_may_both_be_names_to_be_refused(tmp_path):
    file = tmp_path / "map.toml"
    file.write_text('[rtt_waiting_list.columns]\na = "name"\nb = "name"\n', encoding="utf-8")
    assert read_mapping(file)["rtt_waiting_list"].columns == {"a": "name", "b": "name"}
