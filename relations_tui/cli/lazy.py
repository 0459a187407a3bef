"""Commands by name, imported when they run: the app must not wait for the others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace


def lazy(name: str, module: str = "commands") -> "Callable[[Namespace], int]":
    """The command of a module of ``cli`` by that name."""

    def call(args: "Namespace") -> int:
        from importlib import import_module

        found = import_module(f"relations_tui.cli.{module}")
        command: Callable[[Namespace], int] = getattr(found, name)
        return command(args)

    return call
