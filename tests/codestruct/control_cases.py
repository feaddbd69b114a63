"""Control dependence by hand: source, and by the first line of an item the items that decide about it."""

CASES = {
    "python: loop, continue, break, else": (
        "python",
        "while a:\n  if b:\n    continue\n  if c:\n    break\n  f()\nelse:\n  g()\nh()",
        {"if b:": {"while a:"}, "continue": {"if b:"}, "if c:": {"if b:"}, "break": {"if c:"}, "f()": {"if c:"},
         "g()": {"while a:"}},
    ),
    "python: return, assert": (
        "python",
        "def f():\n  assert a\n  if b:\n    return\n  elif c:\n    g()\n  d()",
        {"if b:": {"assert a"}, "return": {"if b:"}, "g()": {"if b:"}, "d()": {"if b:"}},
    ),
    "python: try, finally": (
        "python",
        "try:\n  a()\n  b()\nexcept:\n  c()\nelse:\n  d()\nfinally:\n  e()\n  f()",
        {"b()": {"a()"}, "c()": {"a()", "b()"}, "d()": {"b()"}},
    ),
    "python: match, endless loop": (
        "python",
        "match a:\n  case 1:\n    b()\n  case _:\n    c()\nwhile True:\n  d()\n  if e:\n    f()\n  g()",
        {"b()": {"match a:"}, "c()": {"match a:"}, "f()": {"if e:"}},
    ),
    "javascript: do, switch, labels": (
        "javascript",
        "o: for (;;) {\ndo {\na(); if (b) break o\n} while (c)\nd() }\n"
        "switch (e) {\ncase 1: f(); case 2: g(); break; default: h() }",
        # a() is run again whatever c is, as long as not b; the break is the only way out: whatever ends comes by it
        {"a()": {"if (b) break o"}, "d()": {"do"},
         "f()": {"switch (e)"}, "g()": {"switch (e)"}, "break": {"switch (e)"}, "h()": {"switch (e)"}},
    ),
    "java: if, throw, catch, switch": (
        "java",
        "class A { void f() { if (a) throw x; try {\ng(); h(); } catch (E e) { i(); }\n"
        "switch (b) {\ncase 1 -> j(); default -> { k(); } } } }",
        {"throw x": {"if (a) throw x"}, "try": {"if (a) throw x"}, "g()": {"if (a) throw x"}, "h()": {"g()"},
         "i()": {"g()", "h()"}, "switch (b)": {"if (a) throw x"}, "j()": {"switch (b)"}, "k()": {"switch (b)"}},
    ),
    "go: for, select, labelled continue": (
        "go",
        "package p\nfunc f() {\n\tfor a {\n\t\tif b {\n\t\t\treturn\n\t\t}\n\t\tc()\n\t}\n\td()\n}",
        {"if b": {"for a"}, "return": {"if b"}, "c()": {"if b"}, "d()": {"for a"}},
    ),
    "c: goto, fall-through, do": (
        "c",
        "void f(int a) {\n  if (a) goto out;\n  g();\n  do {\n    h();\n  } while (a);\n"
        "  switch (a) {\n  case 1:\n    i();\n  case 2:\n    j();\n  }\nout:\n  k();\n}",
        {"goto out": {"if (a) goto out"}, "g()": {"if (a) goto out"}, "do": {"if (a) goto out"},
         "h()": {"if (a) goto out", "do"}, "switch (a)": {"if (a) goto out"}, "i()": {"switch (a)"},
         "j()": {"switch (a)"}},
    ),
    "typescript: namespaces, switch, throw": (
        "typescript",
        "namespace N {\nfor (const x of xs) {\nif (b) continue;\nf();\n}\nswitch (a) {\n"
        "case 1: g(); break;\ndefault: throw h();\n}\ni();\n}",
        {"if (b) continue": {"for (const x of xs)"}, "continue": {"if (b) continue"}, "f()": {"if (b) continue"},
         "g()": {"switch (a)"}, "break": {"switch (a)"}, "throw h()": {"switch (a)"}, "i()": {"switch (a)"}},
    ),
    "tsx: elements": (
        "tsx",
        "function F() {\nif (a) return <A/>;\nreturn <B>{b && (() => { c(); })}</B>;\n}",
        {"return <A/>": {"if (a) return <A/>"}, "return <B>{b && (() => { c(); })}</B>": {"if (a) return <A/>"}},
    ),
    "cpp: range for, catch, throw": (
        "cpp",
        "void p() {\nfor (int x : xs) {\nif (a) break;\nf();\n}\ntry {\ng();\nthrow h;\n"
        "} catch (E e) {\ni();\n}\nif (b) return;\nj();\n}",
        {"if (a) break": {"for (int x : xs)"}, "break": {"if (a) break"}, "f()": {"if (a) break"},
         "throw h": {"g()"}, "return": {"if (b) return"}, "j()": {"if (b) return"}},
    ),
    "csharp: foreach, goto, switch": (
        "csharp",
        "class A {\nvoid P() {\nforeach (var x in xs) {\nif (a) continue;\nif (b) goto end;\nf();\n}\n"
        "switch (c) {\ncase 1: g(); break;\ndefault: h(); break;\n}\nend:\ni();\n}\n}",
        {"if (a) continue": {"foreach (var x in xs)"}, "continue": {"if (a) continue"},
         "if (b) goto end": {"if (a) continue"}, "goto end": {"if (b) goto end"}, "f()": {"if (b) goto end"},
         "switch (c)": {"foreach (var x in xs)"}, "g()": {"switch (c)"}, "break": {"switch (c)"},
         "h()": {"switch (c)"}},
    ),
    "rust: match, let else, loop": (
        "rust",
        "fn p() {\nloop {\nif a { break; }\nf();\n}\nmatch b {\n1 => g(),\n_ => h(),\n}\n"
        "let Some(x) = c else {\nreturn;\n};\ni();\n}",
        {"f()": {"if a { break; }"}, "g()": {"match b"}, "h()": {"match b"}, "return": {"let Some(x) = c else"},
         "i()": {"let Some(x) = c else"}},
    ),
    "ruby: unless, modifiers, rescue": (
        "ruby",
        "def p\nwhile a\nnext if b\nbreak unless c\nf()\nend\nbegin\ng()\nrescue\nh()\nelse\ni()\nend\n"
        "case d\nwhen 1 then j()\nelse k()\nend\nend",
        {"next if b": {"while a"}, "break unless c": {"next if b"}, "f()": {"break unless c"}, "h()": {"g()"},
         "i()": {"g()"}, "j()": {"case d"}, "k()": {"case d"}},
    ),
    "php: elseif, break 2, match": (
        "php",
        "<?php\nwhile ($a) {\nforeach ($b as $c) {\nif ($d) break 2;\nf();\n}\ng();\n}\nif ($e) {\n"
        "h();\n} elseif ($i) {\nj();\n} else {\nexit;\n}\nk();",
        {"foreach ($b as $c)": {"while ($a)"}, "if ($d) break 2": {"foreach ($b as $c)"},
         "break 2": {"if ($d) break 2"}, "f()": {"if ($d) break 2"}, "g()": {"foreach ($b as $c)"},
         "h()": {"if ($e)"}, "j()": {"if ($e)"}, "exit": {"if ($e)"}, "k()": {"if ($e)"}},
    ),
    "kotlin: when, labels, elvis": (
        "kotlin",
        "fun p() {\no@ while (a) {\nwhile (b) {\nif (c) break@o\nf()\n}\ng()\n}\nwhen (d) {\n1 -> h()\n"
        "else -> i()\n}\nval x = e ?: return\nj()\n}",
        {"while (b)": {"o@ while (a)"}, "if (c) break@o": {"while (b)"}, "break@o": {"if (c) break@o"},
         "f()": {"if (c) break@o"}, "g()": {"while (b)"}, "h()": {"when (d)"}, "i()": {"when (d)"},
         "j()": {"val x = e ?: return"}},
    ),
    "swift: guard, repeat, switch": (
        "swift",
        "func p() {\nguard a else {\nreturn\n}\nrepeat {\nif b { continue }\nf()\n} while c\n"
        "switch d {\ncase 1:\ng()\nfallthrough\ndefault:\nh()\n}\n}",
        {"return": {"guard a else"}, "repeat": {"guard a else"}, "if b { continue }": {"guard a else", "repeat"},
         "continue": {"if b { continue }"}, "f()": {"if b { continue }"}, "switch d": {"guard a else"},
         "g()": {"switch d"}, "h()": {"guard a else"}},
    ),
    "scala: match, for, try": (
        "scala",
        "def p(): Unit = {\nwhile (a) {\nf()\n}\nb match {\ncase 1 => g()\ncase _ => h()\n}\ntry {\n"
        "i()\nj()\n} catch {\ncase e: E => k()\n}\nif (c) return\nl()\n}",
        {"f()": {"while (a)"}, "g()": {"b match"}, "h()": {"b match"}, "j()": {"i()"}, "k()": {"try"},
         "if (c) return": {"j()", "try"}, "return": {"if (c) return"}, "l()": {"if (c) return"}},
    ),
    "lua: repeat, goto, elseif": (
        "lua",
        "repeat\nif a then break end\nf()\nuntil b\nfor i = 1, n do\nif c then goto done end\ng()\nend\n"
        "if d then\nh()\nelseif e then\ni()\nend\n::done::\nj()",
        {"if a then break end": {"repeat"}, "break": {"if a then break end"}, "f()": {"if a then break end"},
         "if c then goto done end": {"for i = 1, n do"}, "goto done": {"if c then goto done end"},
         "g()": {"if c then goto done end"}, "if d then": {"for i = 1, n do"}, "h()": {"if d then"},
         "i()": {"if d then"}},
    ),
    "bash: until, case, lists": (
        "bash",
        "p() {\nuntil a; do\nif b; then continue; fi\nf\ndone\ncase $c in\n1) g ;;\n*) h ;;\nesac\n"
        "d && return\ni\n}",
        {"if b; then continue; fi": {"until a; do"}, "continue": {"if b; then continue; fi"},
         "f": {"if b; then continue; fi"}, "g": {"case $c in"}, "h": {"case $c in"}, "i": {"d && return"}},
    ),
    "zig: orelse, switch, labels": (
        "zig",
        "fn p() void {\no: while (a) {\nwhile (b) {\nif (c) break :o;\nf();\n}\ng();\n}\nswitch (d) {\n"
        "1 => h(),\nelse => i(),\n}\nif (e) return;\nj();\n}",
        {"while (b)": {"o: while (a)"}, "if (c) break :o": {"while (b)"}, "break :o": {"if (c) break :o"},
         "f()": {"if (c) break :o"}, "g()": {"while (b)"}, "return": {"if (e) return"}, "j()": {"if (e) return"}},
    ),
}  # fmt: skip
