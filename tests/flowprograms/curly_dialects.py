"""Dialects of JavaScript, Java, C and their families: statements in braces, `switch` that falls through."""

from dataclasses import replace

from tests.flowprograms.dialect import Dialect, SwitchForm

_CASES = "switch ({subject}) {{\n{cases}\n}}"
_FALLING = SwitchForm(
    switch=_CASES, case="case {label}:\n{body}", default="default:\n{body}", falls="always", stop="break;"
)

JAVASCRIPT = Dialect(
    name="javascript",
    suffix=".js",
    comment="// {text}",
    function="function p({parameters}) {block}",
    script="{body}",
    single="\n    {body}",
    bind="({name} = {value})",
    choose="{test} ? {then} : {otherwise}",
    loose=True,
    declare="let {name} = {value}",
    declare_entry="let {name} = {value}",  # a `var` holds on entry too: claims in tests/languages say how
    declare_for="let {name} = {value}",
    declare_unpacked="let [{names}] = {value}",
    declare_bare="let {name}",
    bare_defines=True,
    assign_unpacked=("[{names}] = {value}", "[{names}, ...[]] = {value}"),
    assign_parallel="[{names}] = [{values}]",
    assign_chained=" = ",
    increment=("{name}++", "++{name}", "{name}--"),
    coalesce=("{name} ||= {value}", "{name} &&= {value}", "{name} ??= {value}"),
    break_label="break {label}",
    continue_label="continue {label}",
    throw="throw {value}",
    while_true=("while (true) {block}", "for (;;) {block}"),
    do_while="do {block} while ({test});",
    for_="for ({start}; {test}; {step}) {block}",
    foreach=("for ({name} of {iterable}) {block}", "for ({name} in {iterable}) {block}"),
    foreach_fresh=("for (let {name} of {iterable}) {block}", "for (let {name} in {iterable}) {block}"),
    group="{block}",
    switches=(_FALLING, replace(_FALLING, labels_read=True)),
    try_="try {block}",
    catch_all=" catch {block}",
    catch_all_as=" catch ({name}) {block}",
    final=" finally {block}",
    inner=("const {name} = ({parameters}) => {block};", "let {name} = function ({parameters}) {block};"),
    inner_handed=("u(({parameters}) => {block});", "u(function ({parameters}) {block});"),
    inner_hoisted="function {name}({parameters}) {block}",
    recursive=True,
    shadowing="blocks",
)

TYPESCRIPT = replace(
    JAVASCRIPT,
    name="typescript",
    suffix=".ts",
    parameter="{name}: any",
    bind="({name} = <any>{value})",
    declare=("let {name} = {value}", "let {name}: number = {value} as any", "const {name} = {value} satisfies any"),
    declare_entry=("let {name} = {value}", "let {name}: number = {value}!"),
    declare_unpacked="let [{names}]: any[] = {value}",
    declare_bare="let {name}: any",
    assign=("{name} = {value}", "({name} as any) = {value}", "{name}! = {value}"),
    increment=("{name}++", "++{name}!", "({name} as number)--"),
    inner=("const {name} = ({parameters}): any => {block};", "let {name} = function <T>({parameters}) {block};"),
    inner_hoisted="function {name}(): any;\nfunction {name}({parameters}): any {block}",
    inner_parameter="{name}?: any",
)

TSX = replace(
    TYPESCRIPT,
    name="tsx",
    suffix=".tsx",
    call="<F g={{[{arguments}]}}/>",
    bind="({name} = {value})",
    inner_handed="u(<div on={{({parameters}) => {block}}}></div>);",
)

JAVA = Dialect(
    name="java",
    suffix=".java",
    comment="// {text}",
    function="class P {{\nstatic int p({parameters}) {block}\n}}",
    parameter="int {name}",
    single="\n    {body}",
    bind="({name} = {value})",
    choose="{test} ? {then} : {otherwise}",
    declare=("int {name} = {value}", "var {name} = {value}"),
    declare_for="int {name} = {value}",
    declare_bare="int {name}",
    assign_chained=" = ",
    increment=("{name}++", "++{name}", "{name}--"),
    break_label="break {label}",
    continue_label="continue {label}",
    return_bare="return 0",
    throw="throw {value}",
    while_true=("while (true) {block}", "for (;;) {block}"),
    do_while="do {block} while ({test});",
    for_="for ({start}; {test}; {step}) {block}",
    foreach_fresh=("for (int {name} : {iterable}) {block}", "for (var {name} : {iterable}) {block}"),
    group="{block}",
    switches=(_FALLING, SwitchForm(switch=_CASES, case="case {label} -> {block}", default="default -> {block}")),
    try_="try {block}",
    catch_as=" catch ({kind} {name}) {block}",
    catch_all_as=" catch (Throwable {name}) {block}",
    handlers=2,
    final=" finally {block}",
    inner="Runnable {name} = ({parameters}) -> {block};",
    inner_handed="u(({parameters}) -> {block});",
    shadowing="siblings",
)

C = Dialect(
    name="c",
    suffix=".c",
    comment="/* {text} */",
    function="int p({parameters}) {block}",
    prelude="int f(), c(), u();\n",
    parameter="int {name}",
    single="\n    {body}",
    bind="({name} = {value})",
    choose="{test} ? {then} : {otherwise}",
    truths=("0", "1"),
    loose=True,
    ordered=False,
    declare="int {name} = {value}",
    declare_for="int {name} = {value}",
    declare_bare="int {name}",
    assign_chained=" = ",
    increment=("{name}++", "++{name}", "{name}--"),
    break_label="goto {label}_out",
    continue_label="goto {label}_next",
    break_place="{label}_out: ;",
    continue_place="{label}_next: ;",
    return_bare="return 0",
    while_true=("while (1) {block}", "for (;;) {block}"),
    do_while="do {block} while ({test});",
    for_="for ({start}; {test}; {step}) {block}",
    group="{block}",
    switches=(_FALLING,),
    shadowing="blocks",
)

_STARTED = "switch ({start}; {subject}) {{\n{cases}\n}}"

CPP = replace(
    C,
    name="cpp",
    suffix=".cpp",
    comment="// {text}",
    prelude="",
    evaluate="({value})",  # `x && y;` declares y
    declare=("int {name} = {value}", "auto {name} = {value}", "int {name}{{{value}}}", "int {name} = int({value})"),
    declare_unpacked="auto [{names}] = {value}",
    if_start="if ({start}; {test}) {block}",
    foreach_fresh=("for (auto {name} : {iterable}) {block}", "for (const int& {name} : {iterable}) {block}"),
    switches=(replace(_FALLING, switch_start=_STARTED),),
    while_true=("while (true) {block}", "for (;;) {block}", "while (1) {block}"),
    throw="throw {value}",
    try_="try {block}",
    catch_as=" catch (const {kind}& {name}) {block}",
    catch_all=" catch (...) {block}",
    handlers=3,
    inner="auto {name} = [&]({parameters}) -> int {block};",
    inner_handed=("u([&]({parameters}) mutable {block});", "u([=]({parameters}) {block});"),
    inner_parameter="int {name}",
)

CURLY = (JAVASCRIPT, TYPESCRIPT, TSX, JAVA, C, CPP)
