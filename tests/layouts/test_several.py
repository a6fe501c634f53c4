"""Several trials in one text: the first is read and nothing of the others, or it is said that there are others."""

import re
from itertools import permutations

import pytest

import trialparse
from layouts.golden import FIXTURES

OTHER_IDS = {
    "anzctr": (r"ACTRN126\d{11}", "ACTRN12699000999999"),
    "chictr": (r"ChiCTR\d{10}", "ChiCTR2600077777"),
    "cris": (r"KCT\d{7}", "KCT0077777"),
    "ctis": (r"20\d\d-5\d{5}-\d\d-\d\d", "2025-577777-11-00"),
    "ctri": (r"CTRI/\d{4}/\d\d/\d{5,6}", "CTRI/2026/07/077777"),
    "drks": (r"DRKS\d{8}", "DRKS00077777"),
    "isrctn": (r"ISRCTN\d{8}", "ISRCTN77777777"),
    "slctr": (r"SLCTR/\d{4}/\d{3}", "SLCTR/2026/077"),
    "umin": (r"UMIN\d{9}", "UMIN000077777"),
}
PAGES = {name: (FIXTURES / f"{name}.txt").read_text("utf-8").strip() + "\n" for name in OTHER_IDS}


def codes_of(trial: trialparse.Trial) -> set[str]:
    return {each.code for each in trial.diagnostics}


def values_of(trial: trialparse.Trial) -> dict[str, object]:
    return trial.model_dump(exclude={"text", "diagnostics"})


@pytest.mark.parametrize("name", OTHER_IDS)
def test_of_two_pages_of_a_register_the_first_is_read(name: str) -> None:
    page = PAGES[name]
    other = re.sub(OTHER_IDS[name][0], OTHER_IDS[name][1], page)
    assert other != page
    usual, both = trialparse.parse(page), trialparse.parse(page + other)
    assert "several-trials" not in codes_of(usual)
    assert "several-trials" in codes_of(both)
    assert values_of(both) == values_of(usual)
    assert [trialparse.parse(part).id for part in trialparse.split(page + other)] == [usual.id, OTHER_IDS[name][1]]


@pytest.mark.parametrize("name", OTHER_IDS)
def test_a_page_that_names_its_id_again_is_one(name: str) -> None:
    assert len(list(trialparse.split(PAGES[name] + f"See {OTHER_IDS[name][1]}\n"))) == 1


MIXED = ["ctgov_modern", "ctgov_classic", "isrctn", "drks", "anzctr"]


@pytest.mark.parametrize(("one", "two"), list(permutations(MIXED, 2)))
def test_pages_of_two_registers(one: str, two: str) -> None:
    texts = [(FIXTURES / f"{name}.txt").read_text("utf-8") for name in (one, two)]
    assert "several-trials" in codes_of(trialparse.parse("\n".join(texts)))
