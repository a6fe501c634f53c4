"""Ids of every primary registry, as they are met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.values import find_ids, read_id

FOUND = {
    "NCT": ["NCT07104344", "NCT 00902941", "nCt01208194", "NCT#00379470"],
    "ISRCTN": ["ISRCTN78805636", "ISRCTN 02452400", "10.1186/ISRCTN96912679"],
    "EUCTR": [
        "2022-002568-62",
        "EudraCT 2004-002714-11",
        "2020-001934-37-ES",
        "EUCTR2020-001205-23-NO",
        "EUCTR2015-004404-35-RO",
    ],
    "CTIS": ["2024-510663-34-00", "2023-505613-24-00", "CTIS2023-507431-37-00"],
    "ACTRN": ["ACTRN12624000789561", "ACTRN12619000871145", "ACTRN12626001215314"],
    "CHICTR": [
        "ChiCTR2000029747",
        "ChiCTR2600119523",
        "ChiCTR-TRC-12345678",
        "ChiCTR-IPR-15006194",
        "ChiCTR1900021332",
    ],
    "CHIMCTR": ["ChiMCTR2100005248"],
    "ITMCTR": ["ITMCTR2100005248", "ITMCTR2025001315"],
    "DRKS": ["DRKS00005115", "DRKS 00003170"],
    "JRCT": ["jRCTs031180248", "JPRN-jRCTs031180248", "jRCT2031230001", "jRCT1031180248"],
    "UMIN": ["UMIN000040928", "JPRN-UMIN000040928", "C000000001"],
    "JAPIC": ["JapicCTI-142447", "JPRN-JapicCTI-142447"],
    "JMACCT": ["JMA-IIA00123"],
    "CTRI": ["CTRI/2020/01/012345", "CTRI/2009/091/000088", "CTRI/2024/01/061234"],
    "KCT": ["KCT0005285"],
    "NLOMON": ["NL-OMON55178", "NL-OMON19915", "NL-OMON57760"],
    "NTR": ["NTR7203"],
    "NL": ["NL7921", "NL8496."],
    "PACTR": ["PACTR202008685699453", "PACTR 2010020001429343"],
    "RBR": ["RBR-4nzq6z", "RBR-74547s2", "RBR-8v7rsdp"],
    "IRCT": ["IRCT2016080318745N10", "IRCT2017010805N1", "IRCT20230101056789N1"],
    "SLCTR": ["SLCTR/2018/012", "SLCTR-2018-012"],
    "TCTR": ["TCTR20200101001"],
    "LBCTR": ["LBCTR2020033434"],
    "RPCEC": ["RPCEC00000306"],
    "REPEC": ["PER-024-15", "PER-002-99-A"],
    "HKCTR": ["HKUCTR-2145"],
    "CTR_CN": ["CTR20212345"],
    "UTN": ["U1111-1272-2514", "U1111-1299-8084"],
    "PROSPERO": ["CRD42020179519"],
}
NOT_FOUND = {
    "NCT": ["XNCT04578639X", "NCT04578639X", "NCT0457863"],
    "EUCTR": ["2024-510716-71-00", "2019-004822-1", "PACTR201205000384379"],
    "NL": ["NL67805.068.18", "NL-OMON19915"],
    "CTRI": ["2026/2-122"],
    "IRCT": ["IRCT20181201041815N"],
    "UTN": ["menu1111-1111-1111-1111"],
    "RBR": ["RBR-1094)"],
}
CANONICAL = [
    ("NCT 00902941", "NCT00902941", "NCT:NCT00902941"),
    ("EUCTR2015-004404-35-RO", "2015-004404-35", "EUCTR:2015-004404-35"),
    ("CTIS2023-507431-37-00", "2023-507431-37-00", "CTIS:2023-507431-37-00"),
    ("JPRN-jRCTs031180248", "jRCTs031180248", "JRCT:JRCTS031180248"),
    ("chictr-trc-12345678", "ChiCTR-TRC-12345678", "CHICTR:CHICTR-TRC-12345678"),
    ("SLCTR-2018-012", "SLCTR/2018/012", "SLCTR:SLCTR/2018/012"),
    ("CTRI / 2020 / 01 / 012345", "CTRI/2020/01/012345", "CTRI:CTRI/2020/01/012345"),
    ("PER-002-99-A", "PER-002-99", "REPEC:PER-002-99"),
    ("rbr-4NZQ6Z", "RBR-4nzq6z", "RBR:RBR-4NZQ6Z"),
]


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in FOUND.items() for text in texts])
def test_found(key: str, text: str) -> None:
    assert [found.registry.key for found in find_ids(text)] == [key]


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in NOT_FOUND.items() for text in texts])
def test_not_found(key: str, text: str) -> None:
    assert key not in [found.registry.key for found in find_ids(text)]


@pytest.mark.parametrize(("text", "canonical", "key"), CANONICAL)
def test_one_form_and_one_key(text: str, canonical: str, key: str) -> None:
    found = read_id(text)
    assert found is not None
    assert (found.id, found.key) == (canonical, key)
    again = read_id(canonical)
    assert again is not None
    assert again.id == canonical


def test_a_universal_trial_number_is_no_registry_id() -> None:
    assert read_id("U1111-1272-2514") is None


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for found in find_ids(text):
        assert 0 <= found.start < found.end <= len(text)
