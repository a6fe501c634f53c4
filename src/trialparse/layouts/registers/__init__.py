"""Registers whose pages are labels in an order and nothing more: a TOML file each, found by lying here."""

from importlib.resources import files

from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.table import load_layout

__all__ = ["REGISTERS"]

_FILES = sorted((file for file in files(__name__).iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
REGISTERS: tuple[Layout, ...] = tuple(map(load_layout, _FILES))
