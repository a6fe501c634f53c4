"""The registers that are tables: whose page a page is, and what of it is not understood."""

from layouts.golden import reading_of, text_of


def test_a_page_without_the_labels_of_one_register_is_no_page_of_it() -> None:
    text = text_of("jrct").replace("jRCT ID", "Number").replace("clude c", "clusion c")
    assert reading_of(text).layout == "generic"


def test_what_is_not_understood_is_said() -> None:
    text = text_of("ictrp")
    said = {
        each["code"]: [text[span["start"] : span["end"]] for span in each["spans"]]
        for each in reading_of(text).diagnostics
    }
    assert said["unknown-value"] == ["Not Recruiting"]
    assert said["summed-count"] == ["Water:60;Usual intake:60;"]
