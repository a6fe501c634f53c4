"""ChiCTR's page: labels and values in two languages, in rows of two, four and six cells, or a line each."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import fields, html, row

BASE = [
    row("注册号：", "ChiCTR2600099999"),
    row("Registration number：", "ChiCTR2600099999"),
    row("注册题目：", "茶治疗咳嗽"),
    row("Public title：", "Tea in cough"),
    row("Primary sponsor：", "River Hospital"),
    row("Study type：", "Interventional study"),
    row("Study phase：", "2-3"),
    row("Target disease：", "Cough"),
    row("Inclusion criteria", "1. Cough"),
    row("Exclusion criteria", "1. Cancer"),
]
KNOWN = fields(html(BASE))


def new(*rows: str) -> dict[str, object]:
    """What rows add to the page."""
    found = fields(html([*BASE, *rows]))
    assert found["criteria"] == KNOWN["criteria"]
    return {name: value for name, value in found.items() if KNOWN.get(name) != value}


def test_the_page_without_more() -> None:
    assert KNOWN == {
        "layout": "chictr",
        "id": "ChiCTR2600099999",
        "registry": "ChiCTR",
        "title": "Tea in cough",
        "sponsors": [{"name": "River Hospital", "role": "lead"}],
        "study_type": "INTERVENTIONAL",
        "phases": ["PHASE2", "PHASE3"],
        "conditions": ["Cough"],
        "criteria": [["1. Cough", "inclusion"], ["1. Cancer", "exclusion"]],
    }


GROUPS = [
    row("干预措施：", ""),
    row("Interventions：", ""),
    row("组别：", "茶组", "样本量：", "30"),
    row("Group：", "Tea", "Sample size：", "30"),
    row("干预措施：", "茶", "干预措施代码：", ""),
    row("Intervention：", "Green tea", "Intervention code：", ""),
    row("组别：", "水组", "样本量：", "40"),
    row("Group：", "Water", "Sample size：", ""),
    row("干预措施：", "水", "干预措施代码：", ""),
    row("Intervention：", "Hot water", "Intervention code：", ""),
]
PLACES = [
    row("Countries of recruitment and research settings：", ""),
    row("国家：", "中国", "省(直辖市)：", "吉林", "市(区县)：", "长春"),
    row("Country：", "China", "Province：", "Jilin", "City：", "Changchun"),
    row("单位(医院)：", "河医院", "单位级别：", "三甲"),
    row("Institution hospital：", "River Hospital", "Level of the institution：", "Tertiary A"),
    row("国家：", "日本", "省(直辖市)：", ""),
    row("Country：", "Japan", "Province：", ""),
]
PARTNERS = [
    row("试验主办单位：", ""),
    row("Secondary sponsor：", ""),
    row("国家：", "中国", "省(直辖市)：", "吉林"),
    row("Country：", "China", "Province：", "Jilin"),
    row("单位(医院)：", "山医院", "具体地址：", "山路2号"),
    row("Institution hospital：", "Hill Hospital", "Address：", "2 Hill Road"),
]
OUTCOMES = [
    row("测量指标：", ""),
    row("Outcomes：", ""),
    row("指标中文名：", "咳嗽评分", "指标类型：", "主要指标"),
    row("Outcome：", "Cough score", "Type：", "Primary indicator"),
    row("测量时间点：", "", "测量方法：", ""),
    row("Measure time point of outcome：", "Week 4", "Measure method：", ""),
    row("指标中文名：", "睡眠", "指标类型：", "次要指标<br>Secondary indicator"),
    row("Outcome：", "Sleep", "Type：", "次要指标<br>Secondary indicator"),
]
TIMES = "从 From 2026-06-01 00:00:00 至 To 2029-10-01 00:00:00"
CASES = {
    "status in one cell": (
        [row("征募研究对象情况：", ""), row("Recruiting status：", "尚未开始<br>Not yet recruiting")],
        {"status": "NOT_YET_RECRUITING"},
    ),
    "status on one line": ([row("Recruiting status：", "正在进行 Recruiting")], {"status": "RECRUITING"}),
    "status in Chinese": ([row("征募研究对象情况：", "结束")], {"status": "COMPLETED"}),
    "sex": ([row("性别：", ""), row("Gender：", "男女均可<br>Both")], {"eligibility": {"sex": "ALL"}}),
    "sex in Chinese": ([row("性别：", "女性")], {"eligibility": {"sex": "FEMALE"}}),
    "ages": (
        [row("年龄范围：", ""), row("最小 Min age", "18", "岁 years"), row("最大 Max age", "75", "岁 years")],
        {"eligibility": {"minimum_age": "18 Years", "maximum_age": "75 Years"}},
    ),
    "ages beside their label": (
        [row("年龄范围：", "最小 Min age", "6", "月 months"), row("最大 Max age", "", "岁 years")],
        {"eligibility": {"minimum_age": "6 Months"}},
    ),
    "no greatest age": ([row("最大 Max age", "/", "岁 years")], {}),
    "time of the study": (
        [row("Study execute time：", TIMES), row("Recruiting time：", TIMES.replace("06-01", "06-15"))],
        {"start_date": "2026-06-01", "completion_date": "2029-10-01"},
    ),
    "time of recruiting alone": ([row("Recruiting time：", TIMES)], {"start_date": "2026-06-01"}),
    "last refreshed": (
        [row("最近更新日期：", "2026-05-28 00:00:00"), row("Date of Last Refreshed on：", "2026-05-28 00:00:00")],
        {"last_updated": "2026-05-28"},
    ),
    "groups": (
        GROUPS,
        {
            "arms": [{"label": "Tea", "description": "Green tea"}, {"label": "Water", "description": "Hot water"}],
            "interventions": [{"name": "Green tea"}, {"name": "Hot water"}],
            "enrollment": {"count": 70, "type": "ESTIMATED"},
        },
    ),
    "whole sample": ([row("Total sample size：", "60")], {"enrollment": {"count": 60, "type": "ESTIMATED"}}),
    "places": (
        PLACES,
        {
            "countries": ["China", "Japan"],
            "locations": [
                {"facility": "River Hospital", "city": "Changchun", "state": "Jilin", "country": "China"},
            ],
        },
    ),
    "country in two languages": (
        [row("Countries of recruitment and research settings：", ""), row("国家 Country：", "中国 China", "省：", "")],
        {"countries": ["China"]},
    ),
    "partners": (
        PARTNERS,
        {
            "sponsors": [
                {"name": "River Hospital", "role": "lead"},
                {"name": "Hill Hospital", "role": "collaborator"},
            ]
        },
    ),
    "outcomes": (
        OUTCOMES,
        {
            "outcomes": [
                {"measure": "Cough score", "type": "primary", "time_frame": "Week 4"},
                {"measure": "Sleep", "type": "secondary"},
            ]
        },
    ),
    "design": (
        [row("Study design：", "平行<br>Parallel"), row("Blinding：", "双盲 Double blind")],
        {"design": {"intervention_model": "PARALLEL", "masking": "DOUBLE"}},
    ),
    "observational design": ([row("Study design：", "Cohort study")], {"design": {"observational_model": "COHORT"}}),
    "a design without a word": ([row("Study design：", "Dismantling")], {}),
}


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str) -> None:
    rows, added = CASES[case]
    assert new(*rows) == added


def test_labels_in_two_paragraphs_of_one_cell() -> None:
    rows = [each.replace("<td>Public title：", "<td><p>注册题目：</p><p>Public title：</p>") for each in BASE]
    assert fields(html(rows[:2] + rows[3:])) == KNOWN


def test_every_label_and_value_on_its_line() -> None:
    cells = [*BASE, *GROUPS, *PLACES, *OUTCOMES, *CASES["ages"][0], *CASES["sex"][0]]
    text = "\n\n".join(cells).replace("</td><td>", "\n\n").replace("<br>", "\n\n")
    plain = text.replace("<tr><td>", "").replace("</td></tr>", "").replace("：", ":").replace("最小 Min", "最小\n\nMin")
    found = fields(plain.replace("ChiCTR", "ITMCTR"))
    assert (found["id"], found["registry"], found["title"]) == ("ITMCTR2600099999", "ITMCTR", "Tea in cough")
    assert found["eligibility"] == {"minimum_age": "18 Years", "maximum_age": "75 Years", "sex": "ALL"}
    for case in ("groups", "places", "outcomes"):
        assert found.items() >= CASES[case][1].items()
    assert found["criteria"] == KNOWN["criteria"]


def test_a_page_in_chinese_alone() -> None:
    page = """注册号：
ChiCTR2600099999
注册题目：
茶治疗咳嗽
研究课题的正式科学名称：
茶与水治疗咳嗽
研究实施负责（组长）单位：
河医院
研究类型：
干预性研究
研究所处阶段：
III期临床试验
纳入标准：
1. 咳嗽
2. BMI > 18
排除标准：
1. 癌症
研究实施时间：
从2026-06-01至2029-10-01
干预措施：
组别：
茶组
样本量：
30
干预措施：
茶
干预措施代码：
测量指标：
指标中文名：
咳嗽评分
指标类型：
主要指标
征募研究对象情况：
尚未开始
年龄范围：
最小 18 岁
最大 75 岁
性别：
男女均可
"""
    assert fields(page) == {
        "layout": "chictr",
        "id": "ChiCTR2600099999",
        "registry": "ChiCTR",
        "title": "茶治疗咳嗽",
        "official_title": "茶与水治疗咳嗽",
        "sponsors": [{"name": "河医院", "role": "lead"}],
        "study_type": "INTERVENTIONAL",
        "phases": ["PHASE3"],
        "start_date": "2026-06-01",
        "completion_date": "2029-10-01",
        "arms": [{"label": "茶组", "description": "茶"}],
        "interventions": [{"name": "茶"}],
        "enrollment": {"count": 30, "type": "ESTIMATED"},
        "outcomes": [{"measure": "咳嗽评分", "type": "primary"}],
        "status": "NOT_YET_RECRUITING",
        "eligibility": {"minimum_age": "18 Years", "maximum_age": "75 Years", "sex": "ALL"},
        "criteria": [["1. 咳嗽\n2. BMI > 18", "inclusion"], ["1. 癌症", "exclusion"]],
    }
    assert not reading_of(page).diagnostics


@pytest.mark.parametrize("sign", ["", " ", "/"])
def test_both_labels_on_a_line(sign: str) -> None:
    labels = ("注册号-Registration number", "注册题目-Public title", "研究类型-Study type", "研究所处阶段-Study phase")
    more = (
        "研究疾病-Target disease",
        "征募研究对象情况-Recruiting status",
        "性别-Gender",
        "纳入标准-Inclusion criteria",
    )
    values = (
        "ChiCTR2600099999",
        "Tea",
        "干预性研究/Interventional study",
        "3",
        "Cough",
        "正在进行/Recruiting",
        "Both",
        "Cough",
    )
    page = "".join(
        f"{label.replace('-', sign)}：{value}\n" for label, value in zip((*labels, *more), values, strict=True)
    )
    found = fields(page)
    assert (found["layout"], found["id"], found["title"], found["study_type"], found["status"]) == (
        *("chictr", "ChiCTR2600099999", "Tea", "INTERVENTIONAL", "RECRUITING"),
    )


def test_the_sum_of_the_groups_is_said_to_be_one() -> None:
    page = html([*BASE, *GROUPS])
    (said,) = reading_of(page).diagnostics
    assert (said["code"], [page[span["start"] : span["end"]] for span in said["spans"]]) == (
        "summed-count",
        ["30", "40"],
    )


def test_a_group_without_a_number_leaves_the_enrollment_open() -> None:
    rows = [each.replace("<td>40</td>", "<td>many</td>") for each in GROUPS]
    assert "enrollment" not in fields(html([*BASE, *rows]))


def test_an_outcome_of_unknown_type_is_said() -> None:
    page = html([*BASE, row("Outcomes：", ""), row("Outcome：", "Cough", "Type：", "Third indicator")])
    assert [(each["code"], each["path"]) for each in reading_of(page).diagnostics] == [("unknown-value", "outcomes")]


def test_criteria_in_both_languages_under_one_label_lose_nothing() -> None:
    rows = [each.replace("1. Cough", "1. 咳嗽<br>2. BMI &gt; 30") for each in BASE]
    assert fields(html(rows))["criteria"][0] == ["1. 咳嗽\n2. BMI > 30", "inclusion"]


def test_a_page_with_the_same_english_labels_is_of_another_register() -> None:
    page = "\n".join(
        f"{label}: x"
        for label in (
            "Registration number",
            "Public title",
            "Scientific title",
            "Study type",
            "Interventions",
            "Gender",
        )
    )
    assert reading_of(f"{page}\nInclusion criteria: x\nExclusion criteria: x").layout != "chictr"
