"""What an index page, a citation and a reader of the changelog see of a release is right."""

import re
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest
import yaml
from hatchling.build import prepare_metadata_for_build_wheel

import trialparse

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = "https://github.com/trialparse/trialparse"
LINK = re.compile(r"\]\(([^)]+)\)")
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}  # those of Keep a Changelog


@pytest.fixture
def metadata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Message:
    """The metadata that a wheel of the working tree has."""
    monkeypatch.chdir(ROOT)
    folder = prepare_metadata_for_build_wheel(str(tmp_path))
    return message_from_string((tmp_path / folder / "METADATA").read_text("utf-8"))


def test_the_links_of_the_readme_work_on_an_index_page(metadata: Message) -> None:
    links = LINK.findall(str(metadata.get_payload()))
    assert len(links) == len(LINK.findall((ROOT / "README.md").read_text("utf-8"))) > 5
    assert [link for link in links if not link.startswith("https://")] == []
    tagged = f"{REPOSITORY}/blob/v{trialparse.__version__}/"
    paths = [link.removeprefix(tagged).partition("#")[0] for link in links if link.startswith(REPOSITORY)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_version_stands_in_one_place(metadata: Message) -> None:
    assert metadata["Version"] == trialparse.__version__
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == trialparse.__version__


def test_the_project_says_where_it_is(metadata: Message) -> None:
    urls = dict(url.split(", ") for url in metadata.get_all("Project-URL", []))
    assert urls.keys() == {"Homepage", "Documentation", "Changelog", "Issues"}
    assert urls["Homepage"] == REPOSITORY


def test_every_extra_of_users_is_documented(metadata: Message) -> None:
    table = re.search(r"\| extra \|.*?\n\n", (ROOT / "docs" / "releases.md").read_text("utf-8"), re.DOTALL)
    assert table is not None
    first = re.findall(r"^\|([^|]*)\|", table[0], re.MULTILINE)
    named = set(re.findall(r"`([\w-]+)`", "".join(first)))
    assert named == set(metadata.get_all("Provides-Extra", [])) - {"dev", "docs"}


def test_all_holds_every_extra_of_users(metadata: Message) -> None:
    wanted: dict[str, set[str]] = {}
    for requirement in metadata.get_all("Requires-Dist", []):
        name, _, marker = requirement.partition("; extra == ")
        wanted.setdefault(marker.strip("'\""), set()).add(name)
    users = wanted.keys() - {"", "all", "dev", "docs"}
    assert set().union(*(wanted[extra] for extra in users)) == wanted["all"] <= wanted["dev"]


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert [each for each in versions[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", each)] == []
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= SECTIONS
    named = [re.escape(each.partition("]")[0]) + r"\]: " + re.escape(REPOSITORY) for each in versions]
    assert [each for each in named if not re.search(f"^{each}", text, re.MULTILINE)] == []
