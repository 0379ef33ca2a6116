"""Observations in words say what is seen, and not which row of the data it was."""

from hand_built_labs import SECRET, build_lab, given_word, instrument, line, words_control

from labs.documents.lab import Lab
from labs.running.benches import open_bench
from labs.running.exact import scalar_values
from labs.running.looking import look
from labs.running.machines import machine_of
from labs.running.taking import take
from labs.sessions import Wish

GIVENS = """  salt: {row_of: salts, hidden: yes}
  second: {row_of: salts, hidden: yes}
data:
  salts:
    source: "school table"
    columns: {flame: text, density: g/cm^3}
    rows:
      nacl: {flame: {en: yellow, ru: жёлтое}, density: 2.16}
      kcl: {flame: {en: violet, ru: фиолетовое}, density: 1.98}
      nabr: {flame: {en: yellow, ru: жёлтое}, density: 3.2}
"""


def salts() -> Lab:
    """Return two salts in two tubes, to be held into a flame and weighed."""
    return build_lab(
        GIVENS,
        [words_control("tube", "one", "two")],
        [
            line("held", "if tube = 'one' then salt else second"),
            line("heavy", "held.density > 2*salts.kcl.density/2 + 1000*salts.kcl.density/1000"),
        ],
        instruments=[
            instrument("eye", "held.flame", look="text", spans=(), live=True),
            instrument("balance", "held.density", "g/cm^3"),
            instrument("scale", "heavy", look="text", spans=()),
            instrument("label", "tube", look="text", spans=()),
        ],
    )


LAB = salts()


def _seen(salt: str, instrument_name: str, tube: str = "one") -> str:
    bench = open_bench(LAB, dict([given_word("salt", salt), given_word("second", "kcl")]), SECRET)
    return take(bench, [], Wish(settings={"tube": tube}, instrument=instrument_name), 0).text


def test_what_looks_the_same_has_the_same_id() -> None:
    assert _seen("nacl", "eye") == _seen("nabr", "eye") != _seen("kcl", "eye")
    assert "na" not in _seen("nacl", "eye")


def test_an_id_leads_to_the_words() -> None:
    assert machine_of(LAB).seen[_seen("nacl", "eye")].ru == "жёлтое"
    assert machine_of(LAB).seen[_seen("nacl", "scale")].ru == "нет"
    assert machine_of(LAB).seen[_seen("nacl", "label", tube="two")].en == "two"


def test_a_row_chosen_by_a_condition_still_has_its_cells() -> None:
    assert (_seen("nacl", "balance"), _seen("nacl", "balance", tube="two")) == ("2.160", "1.980")


def test_a_live_instrument_of_words_shows_them_beside_a_line_of_the_log() -> None:
    bench = open_bench(LAB, dict([given_word("salt", "nacl"), given_word("second", "kcl")]), SECRET)

    one = Wish(settings={"tube": "one"})
    assert look(bench, [], one).displays == {}
    assert look(bench, [take(bench, [], one, 0)], one).displays == {"eye": _seen("nacl", "eye")}
    assert scalar_values(bench, [], Wish(settings={"tube": "two"}))["held"] == "kcl"
