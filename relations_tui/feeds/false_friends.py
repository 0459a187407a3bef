"""Words that GDELT's coder takes for a country: known misreadings, to be shown and not hidden."""

FALSE_FRIENDS: dict[str, tuple[str, ...]] = {
    "JOR": ("JORDAN", "HASSAN"),
    "MCO": ("ALBERT",),
    "MDV": ("MALE",),
    "TCD": ("CHAD",),
}


def false_friend(iso3: str, name: str) -> str:
    """Why an actor name may not be the country, or "" if there is no known reason."""
    if any(word in name.split() for word in FALSE_FRIENDS.get(iso3, ())):
        return f"the coder read {name!r} as {iso3}: may be a word or a person's name"
    return ""
