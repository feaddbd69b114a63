"""Dialects of the languages that applications for the web, the JVM and phones are written in."""

from dataclasses import replace

from tests.flowprograms.dialect import Dialect, SwitchForm

PHP = Dialect(
    name="php",
    suffix=".php",
    sigil="$",
    comment="// {text}",
    function="<?php\nfunction p({parameters}) {block}",
    script="<?php\n{body}",
    single="\n    {body}",
    bind="({name} = {value})",
    choose="{test} ? {then} : {otherwise}",
    loose=True,
    ordered=False,  # the manual leaves it open
    declare="{name} = {value}",
    assign_unpacked=("[{names}] = {value}", "list({names}) = {value}"),
    assign_parallel="[{names}] = [{values}]",
    assign_chained=" = ",
    increment=("{name}++", "++{name}", "{name}--"),
    coalesce="{name} ??= {value}",
    delete="unset({name})",
    break_label="break {levels}",
    continue_label="continue {levels}",
    throw="throw {value}",
    elif_=(" elseif ({test}) {block}", " else if ({test}) {block}"),
    while_true=("while (true) {block}", "for (;;) {block}"),
    do_while="do {block} while ({test});",
    for_="for ({start}; {test}; {step}) {block}",
    foreach=("foreach ({iterable} as {name}) {block}", "foreach ({iterable} as [{name}]) {block}"),
    switches=(
        SwitchForm(
            switch="switch ({subject}) {{\n{cases}\n}}",
            case="case {label}:\n{body}",
            default="default:\n{body}",
            falls="always",
            stop="break;",
        ),
    ),
    try_="try {block}",
    catch=" catch ({kind}) {block}",
    catch_as=" catch ({kind} {name}) {block}",
    catch_all=" catch (\\Throwable) {block}",
    catch_all_as=" catch (Throwable {name}) {block}",
    handlers=3,
    final=" finally {block}",
    inner="{name} = function ({parameters}){captures} {block};",
    inner_handed="u(function ({parameters}){captures} {block});",
    captures=" use ({names})",
    captured="&{name}",
    recursive=True,
    shadowing="functions",
)

_WHEN = SwitchForm(
    switch="when ({subject}) {{\n{cases}\n}}",
    case="{label} -> {block}",
    default="else -> {block}",
    breakable=False,
    default_anywhere=False,
    cases_indented=True,
)

KOTLIN = Dialect(
    name="kotlin",
    suffix=".kt",
    comment="// {text}",
    function="fun p({parameters}): Int {block}",
    parameter="{name}: Int",
    single=" {body}",  # on a line of its own, the grammar takes it for the next statement
    end="",
    choose="if ({test}) {then} else {otherwise}",
    declare=("var {name} = {value}", "var {name}: Int = {value}"),
    declare_unpacked="var ({names}) = {value}",
    declare_bare="var {name}: Int",
    increment=("{name}++", "++{name}", "{name}--"),
    break_label="break@{label}",
    continue_label="continue@{label}",
    labelled="{label}@ {statement}",
    return_bare="return 0",
    throw="throw {value}",
    while_true="while (true) {block}",
    do_while="do {block} while ({test})",
    foreach_fresh=("for ({name} in {iterable}) {block}", "for ({name}: Int in {iterable}) {block}"),
    switches=(_WHEN, replace(_WHEN, switch="when {{\n{cases}\n}}", labels_read=True)),
    try_="try {block}",
    catch_as=" catch ({name}: {kind}) {block}",
    catch_all_as=" catch ({name}: Throwable) {block}",
    handlers=3,
    final=" finally {block}",
    inner="fun {name}({parameters}) {block}",
    inner_handed="u(fun({parameters}) {block})",
    inner_parameter="{name}: Int",
    recursive=True,
    shadowing="blocks",
)

APPLICATIONS = (PHP, KOTLIN)
