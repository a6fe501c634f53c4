"""Links lead somewhere: those inside the project to a file and a heading, those outside have the form of one.

The site's build checks its own pages; here are README, CONTRIBUTING and the changelog too, and no network is asked.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"^( *)```.*?^\1```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\\)\]\(([^()\s]+)\)|<(https?://[^>\s]+)>")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def links(text: str) -> list[str]:
    return [found[1] or found[2] for found in LINK.finditer(CODE.sub("", text))]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the site and the hosts of repositories make them."""
    text = re.sub(r"^( *)```.*?^\1```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    words = [re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in HEADING.findall(text)]
    return {re.sub(r"[\s-]+", "-", each) for each in words}


def fault(page: Path, link: str) -> str | None:
    """What is wrong with a link of a page."""
    parts = urlsplit(link)
    if parts.scheme:
        sound = parts.scheme in ("http", "https", "mailto") and (parts.netloc or parts.path) and " " not in link
        return None if sound else "no address"
    target = (page.parent / parts.path).resolve() if parts.path else page
    if not target.exists():
        return "no such file"
    return "no such heading" if parts.fragment and parts.fragment not in anchors(target) else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    found = [(link, fault(page, link)) for link in links(page.read_text("utf-8"))]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize("link", ["nowhere.md", "packs.md#nowhere", "ftp://example.org", "https://"])
def test_a_broken_link_is_found(link: str) -> None:
    assert fault(ROOT / "docs" / "index.md", link)


def test_every_page_stands_in_the_navigation_and_every_entry_is_a_page() -> None:
    nav = re.findall(r"[\w/-]+\.md", yaml.safe_dump(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]))
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert sorted(nav) == sorted(pages)
