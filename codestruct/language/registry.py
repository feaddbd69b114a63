"""The registry: which languages there are, by name, alias, extension or file."""

import threading
import warnings
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from codestruct.acceleration import Native, compile_language
from codestruct.errors import GrammarMismatch, InvalidLanguage, LanguageError, PluginWarning, UnknownLanguage
from codestruct.language.families import extend_family
from codestruct.language.grammar import Grammar, find_grammars, meets_requirement
from codestruct.language.plugins import GROUP, find_plugins
from codestruct.language.tables import Tables
from codestruct.language.vocabulary import check_sections

if TYPE_CHECKING:
    import tree_sitter

__all__ = ["Language", "get_language", "list_languages", "load_languages"]


class Language:
    """One language: the data of its file, and, from first use on, its grammar and compiled tables.

    `name`, `aliases`, `extensions`, `filenames`, `shebangs` identify it; `data` is the file as read, families merged.
    The grammar is imported at first use; a file that does not fit it raises InvalidLanguage or GrammarMismatch then.

    >>> get_language("python").extensions
    ('.py', '.pyi', '.pyw')
    """

    def __init__(self, data: Mapping[str, Any], file: str) -> None:
        check_sections(file, data)
        self.data = data
        self.file = file
        self.name: str = data["name"]
        self.level: str = data.get("level", "full")
        self.aliases: tuple[str, ...] = tuple(data.get("aliases", ()))
        self.extensions: tuple[str, ...] = tuple(data.get("extensions", ()))
        self.filenames: tuple[str, ...] = tuple(data.get("filenames", ()))
        self.shebangs: tuple[str, ...] = tuple(data.get("shebangs", ()))
        module = data["grammar"].partition(":")[0]
        self.requirement: str = data.get("requirement", module.replace("_", "-"))
        self._parsers = threading.local()

    def __repr__(self) -> str:
        return f"Language({self.name!r})"

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return (Language, (self.data, self.file))

    @classmethod
    def from_file(cls, path: str | Path) -> "Language":
        """A language from a private file, checked against its grammar at once; see `languages/README.md`.

        Raises InvalidLanguage naming file, key and the nearest right spelling, GrammarMissing naming the pip line.
        """
        path = Path(path)
        language = cls(_read_family(path.read_bytes(), str(path)), str(path))
        _ = language.tables
        return language

    @cached_property
    def stated(self) -> Mapping[str, Any]:
        """The file as it stands, without what it takes over from the language that it extends."""
        return _read_toml(Path(self.file).read_bytes(), self.file)

    def restate(self, stated: Mapping[str, Any]) -> "Language":
        """The language that the file would make if `stated` stood in it."""
        return Language(extend_family(stated, self.file, _read_base), self.file)

    @cached_property
    def tables(self) -> Tables:
        """The compiled tables, over the first installed grammar that the file fits."""
        misfits: list[tuple[str, InvalidLanguage]] = []
        for grammar in find_grammars(self.name, self.data["grammar"], self.requirement):
            try:
                return Tables(self.file, self.data, grammar)
            except InvalidLanguage as error:
                misfits.append((grammar.origin, error))
        origin, misfit = misfits[0]
        if meets_requirement(origin, self.requirement):
            raise misfit
        raise GrammarMismatch(
            f"language {self.name!r}",
            f"its file is written for {self.requirement}, but installed is {origin} ({misfit.reason})",
            f"type: pip install '{self.requirement}'",
        ) from misfit

    @property
    def grammar(self) -> Grammar:
        """The grammar behind the tables."""
        return self.tables.grammar

    @cached_property
    def native(self) -> Native | None:
        """The tables as the accelerator has them, None where it is not there."""
        return compile_language(self)

    def parser(self) -> "tree_sitter.Parser":
        """This thread's parser."""
        parser: tree_sitter.Parser | None = getattr(self._parsers, "parser", None)
        if parser is None:
            parser = self._parsers.parser = self.grammar.new_parser()
        return parser


def _read_family(raw: bytes, file: str) -> Mapping[str, Any]:
    """The data of a language file, on top of the files that it extends."""
    return extend_family(_read_toml(raw, file), file, _read_base)


def _read_toml(raw: bytes, file: str) -> dict[str, Any]:
    """The data of a language file as it stands there."""
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidLanguage(file, f"it is not valid TOML ({error})", "mend the file") from error


def _read_base(name: str, file: str) -> dict[str, Any]:
    """The file of the registered language that `file` extends."""
    known = find_plugins()
    if name not in known:
        raise InvalidLanguage.at(file, "extends", f"no language {name!r} is registered", given=name, allowed=known)
    return _read_toml(*known[name].read())


def list_languages() -> tuple[str, ...]:
    """The names of all registered languages, sorted.

    >>> "python" in list_languages()
    True
    """
    return tuple(find_plugins())


@lru_cache(maxsize=256)
def _load(name: str) -> Language:
    raw, file = find_plugins()[name].read()
    language = Language(_read_family(raw, file), file)
    if language.name != name:
        raise InvalidLanguage.at(file, "name", f"the file of {name!r} calls itself {language.name!r}")
    return language


@lru_cache(maxsize=1)
def load_languages() -> tuple[Language, ...]:
    """All registered languages that load, those of this package first; a PluginWarning names each other one."""
    found = []
    for name, plugin in sorted(find_plugins().items(), key=lambda pair: (pair[1].package != GROUP, pair[0])):
        try:
            found.append(_load(name))
        except LanguageError as error:
            warnings.warn(f"{plugin} is left out: {error}", PluginWarning, stacklevel=3)
    return tuple(found)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """Alias -> canonical name, over all languages that load; the first to claim an alias has it."""
    found: dict[str, str] = {}
    for language in load_languages():
        for alias in language.aliases:
            found.setdefault(alias, language.name)
    return found


def get_language(name: "str | Language") -> Language:
    """The registered language of a name or alias, upper or lower case; a Language is given back as it is.

    Raises UnknownLanguage, which suggests the nearest name.

    >>> get_language("py")
    Language('python')
    """
    if isinstance(name, Language):
        return name
    key = _read_name(name)
    if key in find_plugins():
        return _load(key)
    known = _aliases().get(key)
    if known is None:
        raise _tell_unknown(name, key)
    return _load(known)


def _read_name(name: object) -> str:
    if not isinstance(name, str):
        hint = "detect_language(text) tells the language of a text"
        raise TypeError(f"a language is a name or a Language, not {type(name).__name__}; {hint}")
    return name.strip().lower()


def _tell_unknown(name: str, key: str) -> UnknownLanguage:
    """The error for a name that is none: a source, a file name, an extension, or a misspelling."""
    if "\n" in name or len(name) > 60:
        remedy = "the source comes first: analyze(source, language)"
        return UnknownLanguage(f"language {name[:30]!r}...", "this is a text, not a name", remedy)
    suffix = key if key.startswith(".") else PurePath(key).suffix
    for language in load_languages():
        if suffix in language.extensions or key in language.filenames:
            reason = f"no such language, but {suffix or key!r} is of one"
            return UnknownLanguage(f"language {name!r}", reason, f"did you mean {language.name!r}?")
    return UnknownLanguage.among(name, find_plugins())
