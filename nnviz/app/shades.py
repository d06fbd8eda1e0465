"""The shades to choose from: light, dark, or as the system is. Without Qt, for the command line."""

from typing import Literal, get_args

ShadeChoice = Literal["system", "light", "dark"]
SHADES: tuple[ShadeChoice, ...] = get_args(ShadeChoice)
