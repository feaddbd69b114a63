"""Control dependence between the blocks of a program, by post-dominators."""

from collections.abc import Collection, Container, Iterable

from codestruct.control.dominators import find_dominators

__all__ = ["DEPENDENCES", "Decisions"]

DEPENDENCES = 1_000_000
"""The most control dependences between blocks that are looked for in one source."""


class Decisions:
    """Which branches decide whether a block is run; blocks are numbered, `successors[b]` follow block b.

    Block y depends on branch x if y post-dominates some successor of x, but not x itself, strictly (Ferrante,
    Ottenstein and Warren 1987). Dead blocks, which no entry leads to, decide nothing. A loop without an end, from which
    no exit can be reached, is taken to end after some round (ours): it leaves from its last block in reverse postorder,
    which is no branch for that.

    `pairs`: (branch, block), found by way of the post-dominator tree, near linear in blocks, edges and pairs; `capped`:
    whether there are more than `limit`.

    >>> Decisions([[1, 2], [3], [3], []], [0]).pairs
    [(0, 1), (0, 2)]
    """

    def __init__(self, successors: list[list[int]], entries: Iterable[int], limit: int = DEPENDENCES) -> None:
        self.successors = successors
        self.order = _reverse_postorder(successors, entries)
        self.before: list[list[int]] = [[] for _ in successors]
        for block in self.order:
            for target in successors[block]:
                self.before[target].append(block)
        self.ends = self._find_ends()
        self.pairs, self.capped = self._find_pairs(limit)
        self.left = limit - len(self.pairs)

    def _find_ends(self) -> list[int]:
        """The blocks from which control leaves: those without successors, and one of each loop without a way out."""
        successors, before = self.successors, self.before
        ends = [block for block in self.order if not successors[block]]
        component = dict.fromkeys(_reach(ends, before, ()), -1)
        endless = [block for block in self.order if block not in component]
        # Kosaraju: backwards along the edges, from the first in reverse postorder that is left, lies its component.
        for first in endless:
            if first not in component:
                component.update(dict.fromkeys(_reach([first], before, component), first))
        left = {component[b] for b in endless for target in successors[b] if component[target] != component[b]}
        last = {component[block]: block for block in endless}
        return ends + [block for first, block in last.items() if first not in left]

    def _find_pairs(self, limit: int) -> tuple[list[tuple[int, int]], bool]:
        """Each branch with what lies on the ways up the tree from its successors to where these ways meet."""
        successors, end = self.successors, len(self.successors)
        backwards = [*self.before, self.ends]
        onwards = [[*targets] for targets in successors] + [[]]
        for block in self.ends:
            onwards[block].append(end)
        meeting = find_dominators(backwards, onwards, end)
        pairs: list[tuple[int, int]] = []
        for branch in self.order:
            if len(successors[branch]) < 2:
                continue
            stop, seen = meeting[branch], set()
            for block in successors[branch]:
                while block != stop and block not in seen:
                    if len(pairs) == limit:
                        return pairs, True
                    seen.add(block)
                    pairs.append((branch, block))
                    block = meeting[block]
        return pairs, False

    def find_branches(self, blocks: Collection[int]) -> list[int]:
        """The branches that decide whether any of some blocks is run, copies of one another; by the definition itself.

        Linear in what control can pass before the blocks; gives none, and is `capped`, once all such questions together
        passed `limit` blocks.
        """
        around = _reach(list(blocks), self.before, ())
        self.left -= len(around)
        if self.left < 0:
            self.capped = True
            return []
        passing = _reach([b for b in self._leave(around) if b not in blocks], self.before, blocks)
        return [
            branch
            for branch in self.order
            if branch in passing
            and len(self.successors[branch]) > 1
            and any(target in around and target not in passing for target in self.successors[branch])
        ]

    def _leave(self, around: set[int]) -> list[int]:
        """The blocks of some from which control leaves for good, or for others."""
        ends = set(self.ends)
        return [b for b in around if b in ends or any(target not in around for target in self.successors[b])]


def _reverse_postorder(successors: list[list[int]], entries: Iterable[int]) -> list[int]:
    """The blocks that control can reach from some entries; along forward edges each comes before its successors."""
    seen = bytearray(len(successors))
    postorder: list[int] = []
    for entry in entries:
        if seen[entry]:
            continue
        seen[entry] = 1
        stack = [(entry, iter(successors[entry]))]
        while stack:
            block, targets = stack[-1]
            for target in targets:
                if not seen[target]:
                    seen[target] = 1
                    stack.append((target, iter(successors[target])))
                    break
            else:
                postorder.append(block)
                stack.pop()
    return postorder[::-1]


def _reach(starts: list[int], following: list[list[int]], without: Container[int]) -> set[int]:
    """What can be reached from some blocks, these included, without coming to certain others."""
    seen = set(starts)
    todo = list(starts)
    while todo:
        for target in following[todo.pop()]:
            if target not in seen and target not in without:
                seen.add(target)
                todo.append(target)
    return seen
