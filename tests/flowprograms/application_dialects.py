"""Dialects of the languages that applications for the web, the JVM and phones are written in."""

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

APPLICATIONS = (PHP,)
