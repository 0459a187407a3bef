"""Countries by what people call them."""

import pytest

from relations_tui.errors import UnknownCountry
from relations_tui.query.world import World


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AZE", "AZE"), ("aze", "AZE"), ("AZ", "AZE"), ("Azerbaijan", "AZE"), ("Baku", "AZE"),
        ("azerb", "AZE"), ("Turkey", "TUR"), ("Türkiye", "TUR"), ("turkiye", "TUR"),
        ("South Korea", "KOR"), ("north korea", "PRK"), ("Cote d'Ivoire", "CIV"), ("UK", "GBR"),
        ("USA", "USA"), ("Russia", "RUS"), ("NA", "NAM"), ("Kosovo", "XKX"), ("Holland", "NLD"),
        ("East Germany", "DDR"), ("Yemen", "YEM"),
    ],
)  # fmt: skip
def test_a_name_a_code_or_a_capital(world: World, text: str, code: str) -> None:
    assert world.find(text).iso3 == code


def test_every_country_answers_to_its_own_names(world: World) -> None:
    for country in world.countries.values():
        assert world.find(country.iso3) is country
        assert world.search(country.name)[0].name == country.name
        if country.iso2:
            assert world.find(country.iso2).iso2 == country.iso2


def test_several_are_told_apart_not_guessed(world: World) -> None:
    with pytest.raises(UnknownCountry, match="ambiguous") as caught:
        world.find("united")
    assert len(caught.value.matches) > 1


@pytest.mark.parametrize(
    ("text", "meant"), [("Azerbijan", "AZE"), ("Irna", "IRN"), ("Germny", "DEU")]
)
def test_a_slip_gets_the_nearest(world: World, text: str, meant: str) -> None:
    with pytest.raises(UnknownCountry, match="unknown") as caught:
        world.find(text)
    assert any(match.startswith(meant) for match in caught.value.matches)


@pytest.mark.parametrize("text", ["", "   ", "???", "zzzzzz"])
def test_nothing_is_no_country(world: World, text: str) -> None:
    with pytest.raises(UnknownCountry):
        world.find(text)
