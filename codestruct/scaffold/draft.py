"""Shapes -> the text of a language file, with comments that say what to look at next."""

import re
from collections.abc import Iterable, Iterator, Sequence

from codestruct.scaffold.shapes import Shapes

__all__ = ["draft_language"]

ENDING = "(statement|expression|stmt|expr|clause|declaration|definition|item|specifier)"
BODIES = r"(\w+_)?(block|body|suite|chunk|statements|statement_list|compound_statement|declaration_list|declarations)"
FUNCTION = rf"(local_)?(function|method|constructor|procedure|func|fn|subroutine|macro)(_\w+)?_{ENDING}|function|method"
LAMBDA = r"lambda(_\w+)?|(\w+_)?(closure|arrow_function|anonymous_function|func_literal|function_literal)(_expression)?"
CLASS = rf"(class|struct|interface|enum|union|trait|impl|object|record|protocol|namespace|module)_{ENDING}|class|struct"
CATEGORIES = {
    "function": FUNCTION,
    "class": CLASS,
    "loop": rf"(for|while|do|do_while|loop|repeat|foreach|for_in|for_each|for_of|until)(_\w+)?_{ENDING}",
    "branch": rf"(if|unless|switch|match|when|case|try|try_catch|guard|select)_{ENDING}",
    "assignment": r"(\w+_)?assignment(_statement|_expression)?",
    "call": r"(\w+_)?(call|invocation|call_expression)",
    "import": rf"(import|include|using|use|require|package|open)(_\w+)?_{ENDING}",
    "jump": rf"(return|break|continue|throw|raise|goto|yield|exit|next|redo)_{ENDING}",
    "declaration": rf"(variable|var|let|const|constant|local|global|field|property|type|value)(_\w+)?_{ENDING}",
}
LOOPS = {
    "while|until": r"(while|until)_(statement|expression|loop)",
    "do": r"(do|do_while|repeat)_(statement|expression)",
    "for": r"(for|foreach|for_in|for_each|for_of)(_\w+)?_(statement|expression|loop)",
}
JUMPS = {
    "return": "function", "break": "break", "continue": "continue", "next": "continue", "throw": "throw",
    "raise": "throw",
}  # fmt: skip
MEMBERS = (
    r"(\w+_)?(attribute|member_expression|field_expression|selector_expression|field_access|navigation_expression)"
)

HEAD = """\
# A draft, guessed from the grammar{seen}. Go through it section by section; what each word means stands in
# codestruct/languages/README.md. `codestruct language check {file}` says what is missing.

name = "{name}"
level = "items"                  # "full" once names and flow below are right, and examples with carets prove it
aliases = []                     # info strings of Markdown fences: "py", "c++"
extensions = {extensions}
shebangs = []
grammar = "{grammar}"
requirement = "{requirement}"
"""


def draft_language(name: str, spec: str, shapes: Shapes, extensions: Sequence[str] = ()) -> str:
    """The text of a first language file over a grammar; it is valid, and says where it guesses (ours).

    Guesses are by the words that grammars use for the same things; with samples, only what occurred in them is named.
    """
    seen = f" and {sum(shapes.seen.values())} nodes of real files" if shapes.seen else ""
    head = HEAD.format(
        name=name, file=f"{name}.toml", grammar=spec, seen=seen, extensions=_list(extensions or [f".{name}"]),
        requirement=shapes.grammar.origin.partition(" ")[0] or spec.partition(":")[0].replace("_", "-"),
    )  # fmt: skip
    parts = [head, *_tokens(shapes), *_items(shapes), *_scopes(shapes), *_names(shapes), *_flow(shapes), *_rest(shapes)]
    return "\n".join(parts) + "\n"


def _list(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _table(words: dict[str, str | None]) -> str:
    return "{ " + ", ".join(f'{word} = "{value}"' for word, value in words.items() if value is not None) + " }"


def _tokens(shapes: Shapes) -> Iterator[str]:
    yield "[tokens]"
    comments = [kind for kind in shapes.kinds if re.fullmatch(r"(\w+_)?comment", kind)]  # samples may have none
    yield f"comments = {_list(comments)}"
    yield "# any other leaf: keyword or operator by its letters, identifier by its kind's name, else literal"


def _items(shapes: Shapes) -> Iterator[str]:
    found = [shapes.root, *(kind for kind in shapes.match(BODIES) if kind != shapes.root)]
    bodies = [kind for kind in found if not shapes.children[kind] or set(shapes.children[kind]) - set(found)]
    wrappers = shapes.match(r"expression_statement|export_statement|decorated_definition|labeled_statement")
    clauses = shapes.match(
        r"\w+_(clause|handler|arm)|else|elseif|elsif|elif|catch|finally|(switch|match)_(case|arm|block)"
    )
    yield "\n[items]"
    yield 'hole = ""                        # what a body that must not be empty gets: "pass", ";"'
    yield f"holes = {_list(shapes.match(r'empty_statement|pass_statement'))}"
    yield f"clauses = {_list(kind for kind in clauses if kind not in bodies)}"
    if wrappers:
        yield "wrappers = { " + ", ".join(f'{kind} = "*"' for kind in wrappers) + " }"
    yield '# units = ["if_statement.consequence"]: a single statement that stands for a body'
    yield "\n[bodies]                         # their named children are items; except = [...] takes out what is none"
    for kind in bodies:
        below = ", ".join(child for child, _ in shapes.children[kind].most_common(8))
        yield f"{kind} = {{}}" + (f"  # {below}" if below else "")
    lists = [
        kind for kind in shapes.find_lists(r"\w+_(statement|definition|declaration)") if kind not in (*bodies, *clauses)
    ]
    if lists:
        yield f"# statements stand in these themselves, so that they may be bodies too: {', '.join(lists)}"
    yield "\n[categories]"
    taken: set[str] = set()
    for category, pattern in CATEGORIES.items():
        fitting = [kind for kind in shapes.match(pattern) if kind not in taken and kind not in bodies]
        taken |= set(fitting)
        if fitting:
            yield f"{category} = {_list(fitting)}"


def _scopes(shapes: Shapes) -> Iterator[str]:
    yield "\n[scopes]"
    yield f'{shapes.root} = {{ kind = "module" }}'
    for kind in shapes.match(f"{FUNCTION}|{LAMBDA}"):
        body, name = shapes.place(kind, "body", BODIES), shapes.place(kind, "name")
        if body:
            yield f"{kind} = {_table({'kind': 'function', 'name': name, 'body': body})}"
    for kind in shapes.match(CLASS):
        body, name = shapes.place(kind, "body", BODIES), shapes.place(kind, "name")
        if body:
            yield f"{kind} = {_table({'kind': 'class', 'name': name, 'body': body})}"
    yield '# block = { kind = "block" }    where the names of a block end with it'
    yield "\n[scoping]                        # a name is known: hoisted, all over the scope; name, from itself on;"
    yield "                                 # declaration, after its declaration"
    yield 'function = "hoisted"             # a parameter is known in all of its function'
    yield 'block = "declaration"'


def _names(shapes: Shapes) -> Iterator[str]:
    leaves = shapes.match(r"identifier|simple_identifier|variable_name|variable|name|word")
    yield "\n[names]                          # what a place does to the names below it"
    yield f"leaves = {_list(leaves[:1] or shapes.match(r'[a-z_]*identifier')[:1])}"
    for kind in shapes.match(f"{FUNCTION}|{CLASS}"):
        yield from _effect(shapes, kind, "name", "define in block")
    for kind in shapes.match(f"{FUNCTION}|{LAMBDA}"):
        yield from _effect(shapes, kind, "parameters", "define in function")
    for kind in shapes.match(CATEGORIES["assignment"]):
        if (left := shapes.place(kind, "left", "target", "variable")) is not None:
            yield f'"{kind}.{left}" = "define last"'
    for kind in shapes.match(r"(variable|let|const|local_variable)(_declaration|_declarator|_statement)?"):
        if (name := shapes.place(kind, "name", "pattern")) in ("name", "pattern"):
            yield f'"{kind}.{name}" = "define last in block"'
    for kind in shapes.match(MEMBERS):
        if (member := shapes.place(kind, "attribute", "property", "field", "member", "name")) in shapes.grammar.fields:
            yield f'"{kind}.{member}" = "ignore"'
    yield "# types, keys of records, labels, names of imports: look at them one by one"


def _effect(shapes: Shapes, kind: str, word: str, effect: str) -> Iterator[str]:
    """What a field, or a kind of child, of a node does to names, where the node has it."""
    if shapes.place(kind, word) is not None:
        place = f"{kind}.{word}" if word in shapes.grammar.fields else f"{kind} > {word}"
        yield f'"{place}" = "{effect}"'


def _flow(shapes: Shapes) -> Iterator[str]:
    yield "\n[flow]"
    for kind in shapes.match(r"(if|unless)_(statement|expression)|(ternary|conditional)_expression"):
        test = shapes.place(kind, "condition", "test")
        then = shapes.place(kind, "consequence", "then", "body", BODIES)
        other = shapes.place(kind, "alternative", "else", "else_clause")
        if test and then:
            yield f"{kind} = {_table({'form': 'branch', 'test': test, 'then': then, 'else': other})}"
    for what, pattern in LOOPS.items():
        for kind in shapes.match(pattern):
            parts = {"form": "loop", "body": shapes.place(kind, "body", BODIES)}
            if what == "for":
                parts["each"] = shapes.place(kind, "left", "pattern", "variable", "name")
                parts["in"] = shapes.place(kind, "right", "value", "iterable", "collection")
                parts["init"] = shapes.place(kind, "initializer", "init")
                parts["update"] = shapes.place(kind, "update", "increment")
            if not (parts.get("each") and parts.get("in")):
                parts = {word: place for word, place in parts.items() if word not in ("each", "in")}
                parts["test"] = shapes.place(kind, "condition", "test")
            table = _table(parts)
            if parts["body"]:
                yield f"{kind} = " + (table.replace(" }", ", after = true }") if what == "do" else table)
    for kind in shapes.match(r"(switch|match|case|when)_(statement|expression)"):
        parts = {"form": "switch", "subject": shapes.place(kind, "subject", "value", "condition")}
        parts["body"] = shapes.place(kind, "body", BODIES)
        yield f"{kind} = {_table(parts)}"
    for word, target in JUMPS.items():
        for kind in shapes.match(f"{word}_(statement|expression)"):
            label = shapes.place(kind, "label", "label") if word in ("break", "continue") else None
            yield f"{kind} = {_table({'form': 'jump', 'to': target, 'label': label})}"
    for kind in shapes.match(r"parenthesized_expression|grouping_expression"):
        yield f'{kind} = {{ form = "group" }}'


def _rest(shapes: Shapes) -> Iterator[str]:
    """What the draft says nothing about, so that nothing is overlooked."""
    yield "\n# Node kinds that occur" if shapes.seen else "\n# Node kinds of the grammar"
    kinds = (
        [kind for kind, _ in shapes.seen.most_common() if kind in set(shapes.kinds)] if shapes.seen else shapes.kinds
    )
    for kind in kinds:
        fields = ", ".join(shapes.fields[kind])
        yield f"#   {kind}" + (f": {fields}" if fields else "")
    if not shapes.seen:
        yield "# Fields: " + ", ".join(shapes.grammar.fields[1:])
