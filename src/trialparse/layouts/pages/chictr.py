"""The pages of ChiCTR and ITMCTR, which give each label, and most values, in Chinese and in English.

English is read where both are there, as the API's vocabulary is; a page in Chinese alone is read by its own labels.
"""

from collections.abc import Iterable, Iterator, Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, JointReader, Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["CHICTR"]

# In the order of the page: the label in Chinese, in English, and the reader of either's value.
_FIELDS: tuple[tuple[str, str, Reader], ...] = (
    ("审核状态", "project audit state", read.skip),
    ("注册号", "registration number", read.trial_id),
    ("最近更新日期", "date of last refreshed on", read.date("last_updated")),
    ("注册时间", "date of registration", read.skip),
    ("注册号状态", "registration status", read.skip),
    ("注册题目", "public title", read.text("title")),
    ("注册题目简写", "english acronym", read.text("acronym")),
    ("研究课题的正式科学名称", "scientific title", read.text("official_title")),
    ("研究课题的正式科学名称简写", "scientific title acronym", read.skip),
    ("研究课题代号(代码)", "study subject id", items.identifiers()),
    (
        "在二级注册机构或其它机构的注册号",
        "the registration number of the partner registry or other register",
        items.identifiers(type="REGISTRY"),
    ),
    ("申请注册联系人", "applicant", read.skip),
    ("研究负责人", "study leader", read.skip),
    ("是否获伦理委员会批准", "approved by ethic committee", read.skip),
    ("研究实施负责(组长)单位", "primary sponsor", items.sponsors("lead")),
    ("试验主办单位", "secondary sponsor", read.skip),
    ("经费或物资来源", "source(s) of funding", read.skip),
    ("研究疾病", "target disease", items.conditions),
    ("研究疾病代码", "target disease code", read.skip),
    ("研究类型", "study type", read.enum("study_type", "study_type")),
    ("研究所处阶段", "study phase", read.phases),
    ("研究设计", "study design", read.enum("design.intervention_model", "intervention_model")),
    ("研究目的", "objectives of study", read.skip),
    ("药物成份或治疗方案详述", "description for medicine or protocol of treatment in detail", read.skip),
    ("纳入标准", "inclusion criteria", items.criteria("inclusion")),
    ("排除标准", "exclusion criteria", items.criteria("exclusion")),
    ("研究实施时间", "study execute time", read.skip),
    ("征募观察对象时间", "recruiting time", read.skip),
    ("干预措施", "interventions", read.skip),
    ("样本总量", "total sample size", items.enrollment("ESTIMATED")),
    ("研究实施地点", "countries of recruitment and research settings", read.skip),
    ("测量指标", "outcomes", read.skip),
    ("采集人体标本", "collecting sample(s) from participants", read.skip),
    ("征募研究对象情况", "recruiting status", read.enum("status", "status")),
    ("年龄范围", "participant age", read.skip),
    ("最小", "min age", read.age("eligibility.minimum_age")),
    ("最大", "max age", read.age("eligibility.maximum_age")),
    ("性别", "gender", items.sex),
    ("随机方法", "randomization procedure", read.skip),
    ("盲法", "blinding", read.skip),
    ("试验完成后的统计结果", "calculated results after the study completed", read.skip),
)
_BY_LABEL = {
    spelling: english
    for chinese, english, _ in _FIELDS
    for spelling in (english, f"{chinese} {english}", f"{chinese}/{english}", f"{chinese} / {english}")
}
_in_order = in_order(
    [spelling for chinese, english, _ in _FIELDS for spelling in (chinese, english, f"{chinese} {english}")],
    strict=False,
)


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    return list(_named(_in_order(lines, labels)))


def _named(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with one name for a label in both languages, the Chinese one for a label in Chinese alone."""
    for block in blocks:
        yield Block(_BY_LABEL.get(block.label, block.label), block.lines, block.heading)


def _either(reader: Reader) -> JointReader:
    """A reader of the English value, or else of the Chinese one; the other says the same."""

    def joint(draft: Draft, english: Sequence[Line], chinese: Sequence[Line]) -> None:
        draft.take([*english, *chinese])
        reader(draft, english or chinese)

    return joint


CHICTR = Layout(
    name="chictr",
    readers={},
    cut=_cut,
    signs=frozenset(label for chinese, english, _ in _FIELDS for label in (chinese, english)),
    needed=7,
    joint={(english, chinese): _either(reader) for chinese, english, reader in _FIELDS},
)
