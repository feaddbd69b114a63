"""Plug-ins: the packages that register language files, built in or a third party's, in one entry-point group."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from codestruct.errors import InvalidLanguage

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "Plugin", "find_plugins"]

GROUP = "codestruct.languages"


class Plugin(NamedTuple):
    """One registered language: its name, the package that holds its file, the distribution that says so."""

    language: str
    package: str
    distribution: str

    def __str__(self) -> str:
        return f"language {self.language!r} of {self.distribution}"

    def read(self) -> tuple[bytes, str]:
        """The bytes of its file, and where it is; InvalidLanguage where the package or the file cannot be read."""
        from importlib.resources import files

        try:
            resource = files(self.package) / f"{self.language}.toml"
            return resource.read_bytes(), str(resource)
        except Exception as error:  # whatever a third party's package raises when it is imported
            what = f"{self.language}.toml cannot be read from package {self.package!r}"
            reason = f"{what} ({type(error).__name__}: {error})"
            raise InvalidLanguage(str(self), reason, "mend its entry point, or uninstall it") from error


@lru_cache(maxsize=1)
def find_plugins() -> dict[str, Plugin]:
    """Language name -> its plug-in, sorted; a name that this package has is not to be had by another."""
    from importlib.metadata import entry_points  # with all of `email` behind it: not while codestruct is imported
    from importlib.resources import files

    found: dict[str, Plugin] = {}
    for path in files(GROUP).iterdir():  # a source tree that is not installed still knows its own
        if path.name.endswith(".toml"):
            name = path.name.removesuffix(".toml")
            found[name] = Plugin(name, GROUP, "codestruct")
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        found.setdefault(point.name, Plugin(point.name, point.module, _name_distribution(point)))
    return dict(sorted(found.items()))


def _name_distribution(point: "EntryPoint") -> str:
    return point.dist.name if point.dist is not None else point.value
