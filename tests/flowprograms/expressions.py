"""Random expressions of the constructs that a dialect has."""

from collections.abc import Callable

from tests.flowprograms import program as node
from tests.flowprograms.dialect import Dialect

Below = Callable[[int], int]


class Expressions:
    """A source of choices, and expressions drawn from it over the variables that are visible."""

    def __init__(self, below: Below, dialect: Dialect) -> None:
        self.below, self.dialect = below, dialect
        self.sites = 0
        self.visible: list[int] = []  # variables
        self.guarded = False  # inside what some `try` covers: no two definitions without a call between

    def maybe(self, one_in: int) -> bool:
        return self.below(one_in) == one_in - 1

    def site(self) -> int:
        self.sites += 1
        return self.sites

    def variable(self) -> int:
        return self.visible[self.below(len(self.visible))]

    def read(self) -> node.Read:
        return node.Read(self.site(), self.variable())

    def value(self, depth: int = 2) -> node.Expression:
        """Something to assign, whose type is a value's."""
        if not self.visible:
            return node.Call()
        kinds: list[Callable[[int], node.Expression]] = [self.call, self.call, lambda _: self.read()]
        if depth > 0:
            kinds.append(lambda d: node.Call((self.argument(d - 1),)))
            if self.dialect.choose is not None:
                kinds.append(lambda d: node.Choose(self.test(d - 1), self.value(d - 1), self.value(d - 1)))
            if self.dialect.loose:
                kinds.append(self.decision)
        return kinds[self.below(len(kinds))](depth)

    def call(self, depth: int = 0) -> node.Expression:
        if not self.visible:
            return node.Call()
        if depth > 1 and self.dialect.ordered and not self.guarded and self.maybe(4):
            return node.Call((self.argument(depth - 1), self.argument(depth - 1)))
        return node.Call(tuple(self.read() for _ in range(self.below(3))))

    def argument(self, depth: int) -> node.Expression:
        kinds: list[Callable[[int], node.Expression]] = [lambda _: self.read(), self.decision]
        if self.dialect.bind is not None:
            kinds += [self.bind, self.bind]
        return kinds[self.below(len(kinds))](depth) if depth >= 0 else self.read()

    def bind(self, depth: int) -> node.Expression:
        value = self.value(depth - 1)
        return node.Bind(self.site(), self.variable(), value)

    def decision(self, depth: int) -> node.Expression:
        """A short circuit."""
        if depth <= 0:
            return self.test(0)
        kind = self.below(4)
        if kind == 3:
            return node.Not(self.test(depth - 1))
        left, right = self.test(depth - 1), self.test(depth - 1)
        return node.Or(left, right) if kind == 1 else node.And(left, right)

    def test(self, depth: int = 2) -> node.Expression:
        """Something to decide on."""
        kinds: list[Callable[[int], node.Expression]] = [self.call, self.call]
        if self.dialect.loose:
            kinds.append(lambda _: self.read())
        if depth > 0:
            kinds += [self.decision, self.decision]
            if self.dialect.bind is not None:
                kinds.append(lambda d: node.Call((self.bind(d),)))
            if self.dialect.choose is not None:
                kinds.append(lambda d: node.Choose(self.test(d - 1), self.test(d - 1), self.test(d - 1)))
        return kinds[self.below(len(kinds))](depth)
