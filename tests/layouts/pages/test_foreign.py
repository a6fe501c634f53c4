"""Pages in languages beside English that nobody described."""

import pytest

from trialparse import parse
from trialparse.layouts.pages.foreign import ENDING, with_languages
from trialparse.lexicon.languages import languages

PAGES = {
    "es": "Título: {}\nPatrocinador: {}\nEstado: Reclutando\nCriterios de inclusión:\n- Gota\nContacto: Ana",
    "fr": "Titre : {}\nPromoteur : {}\nStatut : En cours\nCritères d'inclusion :\n- Goutte\nContact : Anne",
    "de": "Titel: {}\nSponsor: {}\nStatus: offen\nEinschlusskriterien:\n- Gicht\nAnsprechpartner: Anna",
    "it": "Titolo: {}\nPromotore: {}\nStato: In corso\nCriteri di inclusione:\n- Gotta\nContatto: Anna",
    "pt": "Título: {}\nPatrocinador: {}\nSituação: Recrutando\nCritérios de inclusão:\n- Gota\nContato: Ana",
    "nl": "Titel: {}\nOpdrachtgever: {}\nWervingsstatus: open\nInclusiecriteria:\n- Jicht\nContactpersoon: Anna",
    "pl": "Tytuł: {}\nSponsor: {}\nStatus: trwa\nKryteria włączenia:\n- Dna\nKontakt: Anna",
    "cs": "Název: {}\nZadavatel: {}\nStav: probíhá\nZařazovací kritéria:\n- Dna\nKontakt: Anna",
    "ru": "Название: {}\nСпонсор: {}\nСтатус: идёт\nКритерии включения:\n- Подагра\nКонтакты: Анна",
    "zh-Hans": "注册题目：{}\n申办者：{}\n招募状态：正在进行\n纳入标准：\n- 痛风\n联系人：安娜",
    "zh-Hant": "試驗名稱：{}\n試驗委託者：{}\n招募狀態：進行中\n納入標準：\n- 痛風\n聯絡人：安娜",
    "ja": "研究名称：{}\n治験依頼者：{}\n募集状況：募集中\n選択基準：\n- 痛風\n連絡先：アンナ",
    "ko": "연구제목: {}\n의뢰자: {}\n모집현황: 모집중\n선정기준:\n- 통풍\n연락처: 안나",
    "ar": "العنوان: {}\nالراعي: {}\nالحالة: جارية\nمعايير الاشتمال:\n- النقرس\nجهة الاتصال: آنا",
    "tr": "Başlık: {}\nDestekleyici: {}\nDurum: sürüyor\nDahil edilme kriterleri:\n- Gut\nİletişim: Anna",
    "fa": "عنوان: {}\nاسپانسر: {}\nوضعیت بیمارگیری: باز\nمعیارهای ورود:\n- نقرس\nاطلاعات تماس: آنا",
}


@pytest.mark.parametrize(("tag", "page"), PAGES.items())
def test_a_page_is_read_by_the_labels_of_its_language(tag: str, page: str) -> None:
    trial = parse(page.format("Velorimab 12", "Valley Clinic"))
    assert (trial.layout, trial.language, trial.title) == ("generic", tag, "Velorimab 12")
    assert [(sponsor.name, sponsor.role) for sponsor in trial.sponsors] == [("Valley Clinic", "lead")]
    assert trial.status
    assert [criterion.kind for criterion in trial.walk()] == ["inclusion"]
    assert {"unknown-value", "language-unread"} <= {each.code for each in trial.diagnostics}


def test_labels_keep_their_field() -> None:
    labels = with_languages({"title": ["title", "titel"], "status": ["status"]})
    assert labels["title"].count("titel") == 1
    assert {"título", "titulo"} <= set(labels["title"])
    assert labels["status"].count("status") == 1


def test_every_language_has_a_label_for_the_signs() -> None:
    assert all({"title", "sponsors lead", "status"} <= set(language.labels) for language in languages())
    assert "kontakt" in ENDING
    assert "alter" not in ENDING
