"""What ``relations config`` does: settings and keys, shown and set."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from relations_tui.cli.keys import bound, checked_keys
from relations_tui.cli.output import write, write_json
from relations_tui.config import edit_settings
from relations_tui.config.file import Config, config_path, load, shown
from relations_tui.config.settings import ABOUT, REFRESH_ABOUT

if TYPE_CHECKING:
    from argparse import Namespace


def config_show(args: "Namespace") -> int:
    """``relations config``."""
    path = config_path(args.config)
    config = load(path)
    keys = checked_keys(config, path)
    values = {"refresh_every": config.refresh_every, **asdict(config.settings)}
    if args.json:
        names = [feed.name for feed in config.feeds]
        write_json({"path": shown(path), "there": path.exists(), **values, "keys": keys,
                    "feeds": names})  # fmt: skip
        return 0
    lines = [f"{shown(path)}{'' if path.exists() else ': not there: all is by default'}", ""]
    about = {"refresh_every": REFRESH_ABOUT, **ABOUT}
    for name, value in values.items():
        lines += [f"{name} = {_toml(value)}", f"    {about[name]}"]
    lines += [f"keys.{id_} = {_toml(names)}" for id_, names in keys.items()]
    if config.feeds:
        lines.append(f"feeds: {', '.join(feed.name for feed in config.feeds)}")
    write("\n".join(lines))
    return 0


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else f'"{value}"'


def config_init(args: "Namespace") -> int:
    """``relations config init``."""
    path = config_path(args.config)
    edit_settings.init(path)
    write(f"wrote {shown(path)}")
    return 0


def config_set(args: "Namespace") -> int:
    """``relations config set KEY VALUE``."""
    path = config_path(args.config)
    edit_settings.set_value(path, args.key, args.value, lambda config: _check(config, path))
    write(f"{shown(path)}: {args.key} = {args.value!r}")
    return 0


def _check(config: Config, path: Path) -> None:
    checked_keys(config, path)


def config_keys(args: "Namespace") -> int:
    """``relations config keys``."""
    path = config_path(args.config)
    keys = checked_keys(load(path), path)
    found = [(one.id, keys.get(one.id, one.keys), one.views) for one in bound()]
    if args.json:
        write_json([{"id": id_, "keys": own, "views": views} for id_, own, views in found])
        return 0
    wide = max(len(id_) for id_, _, _ in found)
    write("\n".join(
        f"{id_:<{wide}}  {own:<36} {'' if len(views) > 5 else ' '.join(views)}".rstrip()
        for id_, own, views in found
    ))  # fmt: skip
    return 0
