"""The pytest plugin that runs the examples of packs.

`trialparse_packs = celiac` in the configuration of pytest, or `--trialparse-pack celiac` on its command line, makes
every example and every reject of the installed pack `celiac` a test, which names the file and the line of the sentence.
Where neither is given, nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from trialparse.kit.examples import Example
    from trialparse.parser import Parser

__all__ = ["ExampleItem"]


class ExampleItem(pytest.Item):
    """A sentence of a lexicon entry as a test.

    Examples:
        >>> from trialparse import Pack
        >>> from trialparse.kit.examples import examples_of
        >>> names = 'id = "river"\\nname = "River score"\\naliases = ["River score"]'
        >>> toml = f'[[measurement]]\\n{names}\\nexamples = [{{text = "River score of at least 12", lower = 12}}]'
        >>> [example.text for example in examples_of(Pack("river", "1.0", lexicon=toml))]
        ['River score of at least 12']
    """

    def __init__(self, *, example: Example, parser: Parser, **more: Any) -> None:
        super().__init__(**more)
        self.example, self.parser = example, parser

    def runtest(self) -> None:
        """Fails where the sentence is not read as the entry says."""
        if fault := self.example.fault(self.parser):
            pytest.fail(f"{self.example.where}: {self.example.text!r}: {fault}", pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the sentence stands."""
        path, _, line = self.example.where.rpartition(":")
        return Path(path), int(line) - 1, self.name


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declares the option and the setting that name packs."""
    help = "packs whose examples are run as tests"
    parser.getgroup("trialparse").addoption("--trialparse-pack", action="append", default=[], metavar="NAME", help=help)
    parser.addini("trialparse_packs", help, type="args", default=[])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the examples of the packs that are named."""
    for name in dict.fromkeys([*config.getini("trialparse_packs"), *config.getoption("--trialparse-pack")]):
        items += _examples(session, name)


def _examples(session: pytest.Session, name: str) -> Iterator[pytest.Item]:
    from trialparse.kit.examples import examples_of
    from trialparse.packs import PackError, find
    from trialparse.parser import Parser

    try:
        pack = find(name)
        parser = Parser(packs=[pack])
    except PackError as error:
        raise pytest.UsageError(str(error)) from error
    for example in examples_of(pack):
        yield ExampleItem.from_parent(session, name=f"{name}-{example.name}", example=example, parser=parser)
