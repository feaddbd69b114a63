"""Random programs of each language, out of grammars of its statements: every construct, in every layout.

A program is spelled by a tape of numbers, each of which chooses one production; where the tape ends, first productions
are taken, which lead to an end. So a shorter tape is a smaller program, and hypothesis can shrink it.

In a production `<x>` is any production of x, `~` some blank space, `@` a name of its own; in Python, `{` and `}` open and
close a level of indentation, and `^` puts the line at the left margin.
"""

import re
from collections.abc import Mapping

from hypothesis import strategies as st

Grammar = Mapping[str, list[str]]

PYTHON: Grammar = {
    "program": ["<stmts>", '"""Doc."""\n<stmts>', "#!/usr/bin/env python\n# c\n\n<stmts>", "\n\n<stmts>\n\n# end\n", "<stmts>\n# e"],
    "stmts": ["<line>", "<line><stmts>", "<line><stmts>", "<line>\n<stmts>", "# c\n<line># d\n<stmts>", "<line>^# m\n<line>"],
    "line": [
        "<one>\n", "<compound>", "<compound>", "<compound>", "<one>; <one>\n", "<one>; <one>; <one>;  # c\n", "<one>;\\\n  <one>\n",
        "<one>  # c\n", "<one> \\\n\n",
    ],
    "compound": [
        "if <e>:<suite>", "if <e>:<suite>else:<suite>", "if <e>:<suite>elif <e>:<suite># c\nelse :<suite>", "for @ in <e>:<suite>",
        "for @, *@ in <e>:<suite>else:<suite>", "while <e>:<suite>", "while <e>:<suite>else:<suite>", "with <e> as @, <e>:<suite>",
        "try:<suite>except <e> as @:<suite>", "try:<suite>except (A, B):<suite>else:<suite>finally:<suite>", "try:<suite>finally:<suite>",
        "try:<suite>except* A:<suite>", "def @(a, *b, c=<e>, **d) -> int:<body>", "async def @(a):<body>", "class @:<body>",
        "class @(A, metaclass=<e>):<body>", "@a.b(<e>)\n@c\ndef @():<body>".replace("@a", "%a").replace("@c", "%c"),
        "%a\n# c\n%b\nclass @:<body>", "match <e>:{\n<cases>}", "async def @():{\nasync for @ in <e>:<suite>async with <e>:<suite>}",
    ],
    "body": ["<suite>", "{\n'''Doc\n  of it.'''\n<stmts>}", "{\n'doc'\n}", ' "doc"; <one>\n'],
    "cases": ["case _:<suite>", "case [A(x=1), *_] | {'k': 1} if <e>:<suite><cases>".replace("{", "«").replace("}", "»"), "# c\ncase 1 | 2:<suite><cases>"],
    "suite": [
        "{\n<stmts>}", " <one>\n", " <one>; <one>\n", "  # c\n{<stmts>}", "{\n# c\n<stmts>}", " pass\n", " \\\n  <one>\n", "{\n\n\n<stmts>\n}",
        "{\n<stmts># c\n}", "{\n^# c\n<stmts>^# c\n}", " ...;\n", "{\npass\n<stmts>}",
    ],
    "one": [
        "a()", "@ = <e>", "@, b = c = <e>", "a += <e>", "a.b[<e>]: int = 1", "@: int", "import a.b as @, c", "from .a import (\n  b,  # c\n  c\n)",
        "from a import *", "del a, b", "assert a, <e>", "raise A from b", "return <e>", "yield <e>", "await a", "break", "global a",
        "print(a, end='')", "print >>a, b", "exec(a)", "(@ :=\n  <e>)", "lambda x: <e>", "'s'", "match = <e>", "type = <e>", "*@, a = <e>", "pass",
    ],
    "e": [
        "a", "1", "f(<e>, b=<e>)", "[x for x in <e> if <e>]", "(<e>,\n  # c\n  <e>)", "(lambda: <e>)", "(a if <e> else b)", "not a", "f'«a!r:>«b»» x'",
        "'''x\n  y'''", "'\\n' r'x'", "«'k': <e>»", "a[1:<e>]", "a % b", "-1 .real", "(yield)", "...", "a \\\n  + (<e>)",
    ],
}  # fmt: skip

JAVASCRIPT: Grammar = {
    "program": ["<stmts>", "#!/usr/bin/env node\n'use strict'\n<stmts>", "import @, {b as @} from 'x'; <stmts>\nexport default <e>\n",
                "<stmts>export const @ = <e>\n[1].map(f)\nexport function @() {<stmts>}\nexport {a}\nvar a\n", "// c\n<stmts>// d"],
    "stmts": ["<stmt>", "<decl><stmts>", "<stmt><stmts>", "<stmt><stmts>", "<stmt>// c\n<decl>/* d */ <stmts>", "<stmt>;<stmts>", "<decl>\n\n<stmts>"],
    "decl": [
        "let @ = <e>;", "const @ = <e>\n", "let [@, ...@] = <e>, {@ = 1, a: @} = <e>;", "function @(a, {b} = <e>, ...c)~{<body>}~",
        "function @() { 'use strict'; <stmts>}", "async function @() { await a\n<stmts>}", "function* @() { yield <e>\n yield* a\n}", "class @ {<members>}\n", "class @ extends A {<members>}",
        "var @;",
    ],
    "stmt": [
        "a();", "a()\n", "[1, 2].forEach(f)\n", "(function () {<body>})()\n", "`x${<e>}`.b()\n", "var @ = <e>;", "var @ = <e>\n", "a = <e>\n", "a++\n",
        "++a\n", "+a;", "-a\n", "if~(<e>)~<stmt>", "if (<e>)~<stmt>~else <stmt>", "if (<e>) {<stmts>} else if (<e>) <stmt> else {<stmts>}",
        "for (var @ = 0; a; a++)~<loop>", "for (;;) <loop>", "for (const @ of <e>) <loop>", "for (a in b)~<loop>", "while (<e>) <loop>",
        "do <loop> while (<e>)\n", "do <loop> while (<e>); ", "switch (<e>) {<cases>}\n", "try {<stmts>} catch (e)~{<stmts>}",
        "try {<stmts>} catch {<stmts>} finally {<stmts>}", "@: <stmt>", "{<stmts>}", ";", "throw <e>\n", "debugger;", "'s'\n", "var @ = <e>~\n~;",
        "delete a.b\n", "new A\n", "async () => {<stmts>};", "void 0\n", "if (a) ; else ;", "{}",
    ],
    "loop": ["<stmt>", "{<stmts>break\n}", "{~continue;~}", "{ a()\nif (<e>) {break} else continue;[1].map(f)\n}"],
    "body": ["<stmts>", "<stmts>return <e>\n", "return\n", "", "/* c */"],
    "cases": ["", "case 1:<cases>", "case <e>: <stmts>break\n<cases>", "default:\n<stmts>", "case 2: {<stmts>}<cases>", "// c\ncase 3:~<stmt><cases>"],
    "members": [
        "", "@() {<body>}<members>", "@ = <e>;<members>", "static async *@() {<stmts>}<members>", "get @() {<body>}~<members>", "[a]() {<body>};<members>",
        "static {<stmts>}<members>", "#@ = 1;<members>", "@ = <e>\n@() {}\n*@() {}<members>", "@ = 1\n@\nstatic @ = <e>\n@() {}\n['@'] = 1;<members>",
        "constructor(a) {<body>}", "static @;~<members>", ";<members>",
    ],
    "e": [
        "a", "1", "f(<e>)", "function () {<body>}", "() => <e>", "(a, b) => {<body>}", "async x => { await a }", "({ a, b: <e>, c() {<body>}, get d() {<body>} })",
        "[<e>, , ...b]", "a ? <e> : b", "`x${<e>} y`", "/re/g", "class {<members>}", "a?.b?.[<e>] ?? c", "(<e>, b)", "new A(<e>)", "typeof a", "a.b", "x = 1",
        "!function () {<stmts>}()", "'\\n s'", "(a)",
    ],
}  # fmt: skip

JAVA: Grammar = {
    "program": ["<types>", "package a.b;\nimport a.B;\nimport static a.C.*;\n\n<types>", "/** d */\n@A package a;\nimport a.*;;\n<types>".replace("@A", "%A")],
    "types": ["<type>", "<type>~<types>", "// c\n<type>;<types>"],
    "type": [
        "class @ {<members>}", "public final class @<T extends A> extends B<T> implements C, D {<members>}", "interface @ {<signatures>}", "enum @ {<enum>}",
        "record @(int a, %A T b) {<statics>}", "%A(b = 1) abstract class @ {~<members>~}", "%interface @ { int a() default 1; String[] b(); }",
        "sealed interface @ permits A, B {<signatures>}",
    ],
    "enum": ["", "A, B", "A(1) {<members>}, B,", "A, /* c */ B;<members>", ";<members>", "A, B, ;~"],
    "members": [
        "", "int @ = <e>;<members>", "void @(int a, final T... b) throws A {<stmts>}<members>", "static {<stmts>}<members>", "{<stmts>}~<members>",
        ";<members>", "%A private static final int @, b[] = {1, 2};~<members>", "<type>\n<members>", "abstract int @();<members>",
        "<T> T @(T a) { <stmts>return <e>; }<members>", "// c\nint @;  // d\n<members>", "%A\n%B(1)\npublic int @() { return <e>; }<members>",
    ],
    "statics": ["", "static int @ = <e>;<statics>", "int @() { return <e>; }~<statics>", ";<statics>", "<type>"],
    "signatures": ["", "void @();<signatures>", "default int @() { return <e>; }<signatures>", "int @ = <e>;<signatures>", "<type><signatures>"],
    "stmts": ["", "<stmt>", "<decl>~<stmts>", "<stmt>~<stmts>", "<stmt> // c\n<stmts>", "/* c */ <stmt>\n\n<decl><stmts>"],
    "decl": ["int @ = <e>;", "final int @ = <e>, b = 1;", "var @ = <e>;", "int[] @ = {1, <e>};", "class @ {<members>}", "record @() {}", "enum @ {<enum>}", "%A T @;"],
    "stmt": [
        "a();", "a = <e>;", "a++;", ";", "{<stmts>}", "if (<e>)~<stmt>", "if (<e>)~<stmt>~else <stmt>", "if (<e>) {<stmts>} else if (<e>) <stmt> else {<stmts>}",
        "for (int @ = 0; a < 1; a++, b--)~<stmt>", "for (;;) <stmt>", "for (final A @ : <e>)~<stmt>", "while (<e>)~<stmt>", "do <stmt>~while (<e>);",
        "switch (a) {<groups>}", "switch (a) {<rules>}", "try {<stmts>} catch (A | B e) {<stmts>} finally {<stmts>}", "try (A @ = <e>; b) {<stmts>}",
        "try {<stmts>} finally {<stmts>}", "@:~<stmt>", "break;", "continue a;", "return <e>;", "return;", "throw <e>;", "assert <e> : b;",
        "synchronized (a) {<stmts>}", "new A() {<members>}.b();", "this.a = <e>;",
    ],
    "groups": ["", "case 1:~<stmts><groups>", "case A: case B: {<stmts>}~<groups>", "default:~<stmts>", "// c\ncase 2:~<decl> break;<groups>"],
    "rules": ["default -> {<stmts>}", "case 1, 2 -> a();~<rules>", "case A -> throw <e>;<rules>", "case B -> {<stmts>}~<rules>"],
    "e": [
        "a", "1", "f(<e>)", "() -> <e>", "(a, b) -> {<stmts>}", "A::b", "new A(<e>) {<members>}", "a ? <e> : b", "(int) a", "a instanceof B b", "\"s\\n\"", "'c'",
        "new int[] {1, <e>}", "switch (a) { case 1 -> <e>; default -> {<stmts>yield f(<e>);} }", "\"\"\"\n  x\n  \"\"\"", "a.<T>b(<e>)", "!a", "(<e>)", "a.b[0]",
    ],
}  # fmt: skip

GO: Grammar = {
    "program": [
        "package p\n<tops>", "// Package p.\npackage p; import \"a\"\n<tops>", "package p\n\nimport (\n\t\"a\" // c\n\tb \"c\"; . \"d\"\n\n\t_ \"e\"\n)\n\n<tops>",
    ],
    "tops": ["<top>", "<top>\n<tops>", "<top>; <tops>", "// c\n<top> // d\n<tops>", "<top>\n\n\n<tops>", "<top>\n"],
    "top": [
        "func @() {<block>}", "func (a *T) @(b int, c ...string) (d error) {<block>}", "func @[T any, U ~int | ~string](a T) U {<block>}".replace("~", "≈"),
        "var @ = <e>", "var @, b int", "var (\n\t@ = <e>\n\t@ int // c\n)", "const @ = 1", "const (\n\t@ = iota\n\t@\n)",
        "type @ <type>", "type (\n\t@ int\n\t@ = string\n)", "func init() {}", "func @()", "type @[T any] struct {<fields>}",
    ],
    "type": ["int", "struct {<fields>}", "interface {<methods>}", "func(a int) error", "map[string]<type>", "[]*T", "chan<- int"],
    "fields": ["", "\n\t@ <type>\n<fields>", "@, b int `x:\"y\"`;<fields>", "\n\t*T // c\n<fields>", " @ int "],
    "methods": ["", "\n\t@(a int) error\n<methods>", "@();<methods>", "\n\tT\n<methods>", " ≈int | string "],
    "block": ["", "\n<stmts><sep>", " <stmt> ", " <stmt>; <stmt> ", "\n\t// c\n", "<stmts>\n", " <stmt>; ", " /* c */ <stmt> // c\n"],
    "sep": ["\n", "\n", "; ", " // c\n", "\n\n\t// c\n"],
    "stmts": ["<stmt>", "<stmt><sep><stmts>", "<stmt><sep><stmts>", "<stmt>; <stmts>"],
    "stmt": [
        "a()", "@ := <e>", "a, b = b, <e>", "a++", "a += <e>", "var @ = <e>", "const @ = 1", "type @ <type>", "{<block>}", "if a {<block>}",
        "if a := f(); a {<block>} else {<block>}", "if a {<block>} else if b {<block>} else {<block>}", "for {<block>}", "for a {<block>}",
        "for @ := 0; a < 1; a++ {<block>}", "for a, b := range c {<block>}", "for range c {<block>}", "switch a {<cases>}", "switch {<cases>}",
        "switch a := f(); a {<cases>}", "switch a := b.(type) {<types>}", "select {<comms>}", "go func() {<block>}()", "defer a(<e>)", "return <e>", "return",
        "break", "continue a", "goto a", "a <- <e>", "<-a", "@:\n\t<stmt>", "@: for {<block>}", "panic(<e>)", "fallthrough", "func() {<block>}()",
    ],
    "cases": ["\n", "\n\tcase 1, <e>:\n\t\t<stmts><cases>", "\n\tcase 2:<cases>", "\n\tdefault: <stmt>\n", "\n// c\ncase 3: <stmt>; <stmt>\n", "\ncase 4: <stmt> "],
    "types": ["\n", "\n\tcase int, []T:\n\t\t<stmts><types>", "\n\tdefault:<types>", "\ncase nil: <stmt> "],
    "comms": ["\n", "\n\tcase @ := <-a:\n\t\t<stmts><comms>", "\n\tcase a <- <e>:<comms>", "\n\tdefault:\n\t\t<stmts>\n", "\ncase <-a: <stmt>; "],
    "e": [
        "a", "1", "f(<e>)", "func(a int) int {<block>}", "a + <e>", "T{<e>, b}", "&T{\n\ta: <e>,\n\tb: 1,\n}", "[]func(){func() {<block>}}", "a[1:<e>]", "\"s\\n\"", "`r\n`",
        "map[string]int{\"a\": <e>}", "a.(T)", "*a", "'c'", "(<e>)", "struct{ a int }{1}", "f[int](<e>)",
    ],
}  # fmt: skip

C: Grammar = {
    "program": ["<tops>", "#include <a.h>\n#include \"b.h\"\n\n#define M(a) \\\n  (a + 1)\n<tops>", "#ifndef H\n#define H\n<tops>\n#endif\n", "/* c */\n<tops>"],
    "tops": ["<top>\n", "<top>~<tops>", "// c\n<top>\n\n<tops>", "<top>\n<tops>", "\n#if A && 1\n<tops>#elif B\n<tops>#else\n<tops>#endif\n", "\n#pragma once\n<tops>"],
    "top": [
        "int @;", "static int @ = <e>, *b;", "int @(int a, char *b, ...) {<block>}", "static inline void @(void)~{<block>}", "struct @ {<fields>};",
        "typedef struct @ {<fields>} A;", "enum @ { A, B = 1, };", "typedef int (*@)(int);", "int @(void);", "union @ {<fields>} a;", "extern int @[];",
        "int @[] = { [0] = <e>, 2 };", "\n#define @ 1\n", "\n#undef A\n", "int @(a, b) int a; char b; {<block>}", "_Static_assert(1, \"s\");",
    ],
    "fields": ["int @;", "int @ : 3, b;~<fields>", "struct {<fields>} @;<fields>", "// c\nchar *@[2];<fields>", "\n#ifdef A\nint @;\n#endif\n<fields>", "int @; // d\n"],
    "block": ["", "<stmts>", "~<stmts>~", "\n/* c */\n"],
    "stmts": ["<stmt>", "<decl>~<stmts>", "<stmt>~<stmts>", "<stmt> // c\n<stmts>", "\n#ifdef A\n<stmts>\n#else\n<stmts>\n#endif\n<stmts>", "\n#define @ 1\n<stmts>"],
    "decl": ["int @ = <e>;", "A *@, b[2] = {<e>};", "struct a @ = { .x = <e> };", "static const char *@;", "struct @ {<fields>} b;"],
    "stmt": [
        "a();", "a = <e>;", "a++;", ";", "{<block>}", "if (<e>)~<stmt>", "if (<e>)~<stmt>~else <stmt>", "if (<e>) {<block>} else if (<e>) <stmt> else {<block>}",
        "for (int @ = 0; a; a++)~<stmt>", "for (;;) <stmt>", "while (<e>)~<stmt>", "do <stmt>~while (<e>);", "switch (<e>) {<cases>}",
        "@:~<stmt>", "goto a;", "break;", "continue;", "return <e>;", "return;", "*a = <e>;", "a->b(<e>);", "M(a);", "(void) a;", "a, b;",
    ],
    "cases": ["", "case 1:~<stmts><cases>", "case 2: case 'a':~<stmt>~<cases>", "default:~<stmts>", "case A: {<block>} break;<cases>", "case 3:~<cases>"],
    "e": ["a", "1", "f(<e>)", "a + <e>", "(int) a", "a ? <e> : b", "\"s\" \"\\n\"", "sizeof(int)", "&a[<e>]", "(<e>)", "!a", "a->b.c", "(struct a){ 1, .b = <e> }", "a = 1", "'c'"],
}  # fmt: skip

GRAMMARS: Mapping[str, Grammar] = {"python": PYTHON, "javascript": JAVASCRIPT, "java": JAVA, "go": GO, "c": C}
BLANKS = [" ", "\n", "", "\n  ", " /* c */ ", " // c\n"]
PLACES = re.compile(r"<(\w+)>|~|@")
TAPES = st.lists(st.integers(0, 255), max_size=80)


def spell(language: str, tape: list[int]) -> bytes:
    """The program of a language that a tape spells."""
    grammar, choices, names = GRAMMARS[language], iter(tape), iter(range(1_000_000))

    def expand(symbol: str) -> str:
        productions = grammar[symbol]
        return PLACES.sub(fill, productions[next(choices, 0) % len(productions)])

    def fill(place: re.Match[str]) -> str:
        if place[0] == "@":
            return f"v{next(names)}"
        if place[0] == "~":
            return BLANKS[next(choices, 0) % len(BLANKS)]
        return expand(place[1]) if place[1] in grammar else place[0]

    text = expand("program")
    text = _indent(text) if language == "python" else text
    return text.translate(str.maketrans("%«»≈", "@{}~")).encode()


def _indent(text: str) -> str:
    out: list[str] = []
    level, at_margin = 0, True
    for char in text:
        if char in "{}":
            level += 1 if char == "{" else -1
        elif char == "^":
            at_margin = False
        else:
            if at_margin and char != "\n":
                out.append("    " * level)
            at_margin = char == "\n"
            out.append(char)
    return "".join(out)


def programs(language: str) -> st.SearchStrategy[bytes]:
    """Programs of a language, of up to some 100 lines."""
    return TAPES.map(lambda tape: spell(language, tape))


@st.composite
def mutilated(draw: st.DrawFn, language: str) -> bytes:
    """A program cut off, with a piece taken out or doubled, or with some bytes replaced by any."""
    data = bytearray(draw(programs(language)))
    for _ in range(draw(st.integers(1, 3))):
        start, stop = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        how = draw(st.sampled_from(["cut", "head", "drop", "double", "replace"]))
        if how == "cut":
            del data[start:]
        elif how == "head":
            del data[:start]
        elif how == "drop":
            del data[start:stop]
        elif how == "double":
            data[stop:stop] = data[start:stop]
        else:
            data[start : start + 3] = draw(st.binary(max_size=3))
    return bytes(data)
