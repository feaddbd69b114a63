"""Play: what happens to access paths, event by event, as a flow program of their symbols."""

from collections.abc import Collection, Mapping, Sequence

from codestruct.language import Role
from codestruct.lowering import Event
from codestruct.paths.occurrences import Occurrence
from codestruct.paths.overlaps import Overlaps
from codestruct.tape import MAY, Tape
from codestruct.tentative import Script

__all__ = ["Row", "play"]

Row = tuple[int, int, int, bool]
"""(use, define, kind, certain) between occurrences; the sites of names come after those of paths."""


def play(
    tape: Tape,
    occurrences: Sequence[Occurrence],
    overlaps: Overlaps,
    symbol: Sequence[int],
    bare: Mapping[int, int],
    roots: Collection[int],
) -> tuple[list[Row], tuple[int, ...]]:
    """The rows of the flow between occurrences, and the symbols that have too many.

    `symbol`: of each name; `bare`: by symbol of a name the path that it means; `roots`: the sites that a path starts
    from (to change an element, some languages say, is to change the name). Occurrence o of a path is o, site n of a
    name `len(occurrences)` + n.
    """
    player = _Player(tape, occurrences, overlaps, symbol, bare, roots)
    for block, events in enumerate(tape.blocks):
        player.script.begin(block)
        for event in events:
            player.play(event >> 3, event & 7)
        player.script.end(block)
    return player.list_rows()


class _Player:
    """One script on its way."""

    def __init__(
        self, tape: Tape, occurrences: Sequence[Occurrence], overlaps: Overlaps, symbol: Sequence[int],
        bare: Mapping[int, int], roots: Collection[int],
    ) -> None:  # fmt: skip
        self.tape, self.overlaps, self.symbol, self.bare, self.roots = tape, overlaps, symbol, bare, roots
        self.paths = [overlaps.of_path[one.base, one.steps] for one in occurrences]
        self.script = Script(tape)
        self.known: dict[tuple[int, int, bool], int] = {}
        self.sites: list[tuple[int, bool]] = []  # by site: the occurrence, and whether it is exactly the symbol's

    def play(self, site: int, what: int) -> None:
        """What one event of the tape means for paths."""
        if what == Event.CREATE:
            self.script.happen(site, what)
            return
        role = self.tape.role[site]
        reads = what == Event.READ or (what == Event.OCCUR and role in (Role.USE, Role.UPDATE, Role.DELETE))
        defines = what == Event.DEFINE or (what == Event.OCCUR and role in (Role.DEFINE, Role.UPDATE))
        kills = what == Event.KILL or (what == Event.OCCUR and role == Role.DELETE)
        number = site - self.tape.names
        if number >= 0:
            occurrence, path = number, self.paths[number]
        else:
            occurrence, path = len(self.paths) + site, self.bare.get(self.symbol[site], -1)
        if path < 0:
            if (defines or kills) and site not in self.roots:
                for lost in self.overlaps.of_base.get(("name", self.symbol[site]), ()):
                    self._kill(lost)
        elif path not in self.overlaps.left_out:
            self._happen(occurrence, path, reads, defines, kills, may=what == MAY)

    def _happen(self, occurrence: int, path: int, reads: bool, defines: bool, kills: bool, *, may: bool) -> None:
        vague = self.overlaps.vague[path]
        same = [one for one in self.overlaps.same[path] if vague or not self.overlaps.vague[one]]
        if reads:
            self.script.happen(self._site(occurrence, path, not vague), Event.READ)
            for other in same if vague else ():  # what may be written there is also written to what is exactly read
                self.script.happen(self._site(occurrence, other, exact=False), Event.READ)
        if kills and not vague:
            self._kill(path)
        if (defines or kills) and not vague:
            for lost in self.overlaps.inside[path]:
                self._kill(lost)
        if defines and not vague:
            self.script.happen(self._site(occurrence, path, exact=True), Event.DEFINE)
        if defines or may:
            others = [path, *same] if vague or may else same
            self.script.may_define([self._site(occurrence, other, exact=False) for other in others])

    def _site(self, occurrence: int, path: int, exact: bool) -> int:
        """The site at which an occurrence touches a symbol."""
        key = occurrence, path, exact
        if key not in self.known:
            self.known[key] = self.script.new_site(path)
            self.sites.append((occurrence, exact))
        return self.known[key]

    def _kill(self, path: int) -> None:
        self.script.happen(self._site(-1, path, exact=True), Event.KILL)

    def list_rows(self) -> tuple[list[Row], tuple[int, ...]]:
        """The rows between occurrences, the plainest of each pair; without those between names, which flow has."""
        flow = self.script.trace()
        found: dict[tuple[int, int], tuple[int, bool]] = {}
        columns = (flow.use.tolist(), flow.define.tolist(), flow.kind.tolist(), flow.certain.tolist())
        for use, define, kind, certain in zip(*columns, strict=True):
            reader, read_exactly = self.sites[use]
            writer, written_exactly = self.sites[define]
            if min(reader, writer) >= len(self.paths):
                continue
            sure = certain and read_exactly and written_exactly
            before = found.get((reader, writer), (kind, sure))
            found[reader, writer] = min(kind, before[0]), sure or before[1]
        return [(*pair, *way) for pair, way in sorted(found.items())], flow.capped
