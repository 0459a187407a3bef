"""Where the configuration file is: apart, so that who only asks need not read one."""

import os
from pathlib import Path

VARIABLE = "RELATIONS_CONFIG"


def config_path(explicit: str | None = None) -> Path:
    """The file: ``--config``, else ``RELATIONS_CONFIG``, else in the user's configuration folder.

    ``XDG_CONFIG_HOME`` counts on every system, as ``XDG_DATA_HOME`` does for the store.
    """
    if named := explicit or os.environ.get(VARIABLE):
        return Path(named).expanduser()
    folder = os.environ.get("XDG_CONFIG_HOME", "")
    if not Path(folder).is_absolute():  # as the XDG specification has it
        from platformdirs import user_config_dir

        folder = user_config_dir()
    return Path(folder) / "relations" / "config.toml"
