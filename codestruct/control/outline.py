"""Outline: the control flow of a tree with all its branches, and where in it each item begins."""

from typing import NamedTuple

from codestruct.items import Items
from codestruct.language import Category
from codestruct.lowering import Event, HaltingMachine, Machine, lower_row, lower_usual
from codestruct.syntax import Tree

__all__ = ["Outline", "draw_outline"]


class Outline(NamedTuple):
    """The blocks of all functions of a source.

    `successors[b]`: the blocks after b; `entries`: the first block of each function; `owner[b]`: the item that block b
    ends in, -1 for none; `begins`: (item, block) wherever an item begins, in a copy of a `finally` too.
    """

    successors: list[list[int]]
    entries: list[int]
    owner: list[int]
    begins: list[tuple[int, int]]


def draw_outline(tree: Tree, items: Items) -> Outline:
    """The outline of a tree, by a lowering of its own: the usual one leaves out branches that no name depends on."""
    machine = _Outliner(tree, items)
    machine.push(machine.walk(0))
    machine.run()
    thrown_to = set(machine.edge_label)
    for label, block in machine.entering.items():
        if label not in thrown_to:
            machine.edge_source.append(block)
            machine.edge_label.append(label)
    successors = [list(dict.fromkeys(targets)) for targets in machine.close()]
    owner = [machine.ends_in.get(block, -1) for block in range(len(successors))]
    return Outline(successors, machine.unit_entry, owner, machine.begins)


class _Outliner(HaltingMachine):
    """The machine, told to branch wherever the source does, and to stop at each item."""

    def __init__(self, tree: Tree, items: Items) -> None:
        self.item = -1  # the item whose code is being lowered
        self.ends_in: dict[int, int] = {}
        super().__init__(tree, items, _visit)
        self.begins: list[tuple[int, int]] = []
        forms = (self.tables.forms.get(kind) for kind in tree.kind[items.row].tolist())
        self.labelled = {i for i, form in enumerate(forms) if form is not None and form.words.get("goto")}
        self.late = -1  # an item that may still begin, at a label: one that has a label, or stands in dead code
        self.entering: dict[int, int] = {}  # label of a handler -> the block in which its `try` begins
        self.category = items.category.tolist()
        rows = items.row.tolist()
        self.item_at = dict(zip(rows, range(len(rows)), strict=True))
        self.halt_at(rows)

    def begin_item(self, item: int) -> None:
        """Enter the code of an item."""
        self.item = item
        self.cut()
        if self.block >= 0:
            self.begins.append((item, self.block))
            self.ends_in[self.block] = item
        if self.block < 0 or item in self.labelled:
            self.late = item

    def end_item(self, around: int) -> None:
        """Go back to the code of the item around."""
        if self.category[self.item] == Category.CALL and self.block >= 0:
            self.emit(int(Event.READ))  # a call may raise, also one of a name that is no variable
        self.item, self.late = around, -1

    def cut(self) -> None:
        """Inside a `try`: control may leave from here to the handler, if something came before that can raise."""
        if self.block >= 0 and self.can_raise():
            super().cut()

    def edge(self, label: int) -> None:
        """Let control go to a label; from the start of a `try` to the handler if nothing in it does (`entering`)."""
        if label == self.handler and self.block >= 0 and not self.can_raise() and label not in self.entering:
            self.entering[label] = self.block
        else:
            super().edge(label)

    def new_block(self) -> int:
        """A block that nothing leads to yet."""
        block = super().new_block()
        self.ends_in[block] = self.item
        return block

    def emit(self, event: int) -> None:
        """Append an event to the current block."""
        super().emit(event)
        self.ends_in[self.block] = self.item

    def read(self, first: int, last: int) -> None:
        """Names occur in ordinary code, which reads them."""
        super().read(first, last)
        self.ends_in[self.block] = self.item

    def arrive(self, label: int) -> None:
        """Let a label stand here; only jumps come to it."""
        super().arrive(label)
        if self.late >= 0 and self.late == self.item:
            self.begins.append((self.item, self.block))
            self.late = -1


def _visit(m: Machine, row: int, context: int, visible: int) -> None:
    """Lower a row; an item's between its beginning and its end."""
    assert isinstance(m, _Outliner), "the machine that visits is the one that was made here"
    item = m.item_at.get(row)
    if item is None:
        lower_row(m, row, context, visible)
        return
    around = m.item
    m.begin_item(item)
    m.push((lower_usual, row, m.usual[row], context, visible), (_Outliner.end_item, around))
