"""Dominators and dominance frontiers of one unit's blocks."""

__all__ = ["Dominance"]


class Dominance:
    """The dominator tree of blocks 0..n-1 (0 is the entry), by Cooper, Harvey and Kennedy (2001).

    `order`: the blocks that control can reach, in reverse postorder; `idom[b]`: the immediate dominator, -1 where b is
    the entry or dead; `frontier[b]`: the blocks just beyond what b dominates.
    """

    def __init__(self, successors: list[list[int]]) -> None:
        self.successors = successors
        self.order = self._reverse_postorder()
        self.predecessors: list[list[int]] = [[] for _ in successors]
        for block in self.order:
            for target in successors[block]:
                self.predecessors[target].append(block)
        self.idom = self._dominators()
        self.children: list[list[int]] = [[] for _ in successors]
        for block in self.order[1:]:
            self.children[self.idom[block]].append(block)
        self.frontier: dict[int, set[int]] = {}
        for block in self.order:
            if len(self.predecessors[block]) > 1 or (block == 0 and self.predecessors[0]):
                for runner in self.predecessors[block]:
                    while runner != self.idom[block] and runner >= 0:
                        beyond = self.frontier.setdefault(runner, set())
                        if block in beyond:
                            break  # and so it is for all that dominate the runner
                        beyond.add(block)
                        runner = self.idom[runner]

    def _reverse_postorder(self) -> list[int]:
        seen = bytearray(len(self.successors))
        seen[0] = 1
        postorder: list[int] = []
        stack = [(0, 0)]
        while stack:
            block, index = stack.pop()
            targets = self.successors[block]
            while index < len(targets) and seen[targets[index]]:
                index += 1
            if index == len(targets):
                postorder.append(block)
                continue
            stack.append((block, index + 1))
            seen[targets[index]] = 1
            stack.append((targets[index], 0))
        return postorder[::-1]

    def _dominators(self) -> list[int]:
        position = [-1] * len(self.successors)
        for place, block in enumerate(self.order):
            position[block] = place
        idom = [-1] * len(self.successors)
        idom[0] = 0
        changed = True
        while changed:
            changed = False
            for block in self.order[1:]:
                new = -1
                for other in reversed(
                    self.predecessors[block]
                ):  # from below: a chain is climbed once, not once for each
                    if idom[other] < 0:
                        continue
                    if new < 0:
                        new = other
                        continue
                    while new != other:
                        while position[new] > position[other]:
                            new = idom[new]
                        while position[other] > position[new]:
                            other = idom[other]
                if new != idom[block]:
                    idom[block] = new
                    changed = True
        idom[0] = -1
        return idom
