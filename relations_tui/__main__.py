"""``relations`` and ``python -m relations_tui``."""


def main() -> int:
    """Run the command line; return the exit code."""
    from relations_tui.cli.main import run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
