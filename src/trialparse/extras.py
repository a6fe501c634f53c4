"""The libraries of the extras: imported where they are used, and their extra named where they are not installed."""

from importlib import import_module
from types import ModuleType

__all__ = ["require"]


def require(module: str, *, extra: str) -> ModuleType:
    """A module of an extra.

    An `import` of it on the next line tells type checkers what it holds. Raises `ImportError` with the command that
    installs the extra where the module's package is not there; what else fails while it is imported is raised as it is.

    >>> require("json", extra="all").__name__
    'json'
    >>> require("sundials.gnomon", extra="all")
    Traceback (most recent call last):
    ImportError: this needs sundials, which is not installed: pip install "trialparse[all]"
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name not in (module, package):
            raise
        message = f'this needs {package}, which is not installed: pip install "trialparse[{extra}]"'
        raise ImportError(message, name=module) from None
