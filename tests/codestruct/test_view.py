"""The page of a source: whole, small, and working in a browser where one is installed."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

import codestruct as cs
from codestruct.view import render_html
from codestruct.view.layout import Layout

SOURCE = """\
def total(xs, limit=3):
    t = 0
    for x in xs:
        t += x
    return t


print(total([1, 2]))
"""


def text_of(page: str) -> str:
    """The source as the page shows it."""
    rows = re.findall(r'<div class="line" id="L\d+">(.*?)</div>', page, flags=re.DOTALL)
    plain = [html.unescape(re.sub(r"<[^>]*>", "", row)) for row in rows]
    return "\n".join("" if row == " " else row for row in plain)  # an empty line holds a blank, to have a height


def facts_of(page: str) -> dict[str, list]:
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', page, flags=re.DOTALL)
    assert found
    return json.loads(found[1])


@given(st.text(alphabet=st.sampled_from("abx=+ \n\t\"'<>&()[]#日\u0301\r"), max_size=80))
def test_the_page_shows_every_line(source: str) -> None:
    code = cs.analyze(source, "python")
    lines = Layout(code.source)
    shown = [code.source.data[a:b].decode() for a, b in zip(lines.starts, lines.ends, strict=True)]
    shown = ["" if line == " " else line for line in shown]
    assert text_of(render_html(code)) == "\n".join(shown)


@given(st.text(alphabet=st.sampled_from("ab \n\té日"), max_size=60))
def test_columns_are_those_of_a_terminal(text: str) -> None:
    layout = Layout(cs.Source(text))
    offsets = [len(text[:i].encode()) for i in range(len(text) + 1)]
    line, column = layout.places(np.array(offsets))
    widths = {"日": 2}
    at = (0, 0)
    for i, character in enumerate([*text, ""]):
        assert (line[i], column[i]) == at
        row, left = at
        step = 4 - left % 4 if character == "\t" else widths.get(character, 1)
        at = (row + 1, 0) if character == "\n" else (row, left + step)


def test_what_the_page_knows() -> None:
    code = cs.analyze(SOURCE, "python")
    facts = facts_of(render_html(code))
    assert [row[0] for row in facts["items"]] == [item.kind for item in code.items]
    assert [row[6] for row in facts["items"]] == code.reach.round(5).tolist()
    assert len(facts["flow"]) == len(code.flow)
    assert spine_of(facts, 1) == "def total(xs, limit=3):\n    t = 0\n"
    assert [code.bindings.names[row[3]] for row in facts["sites"]][:3] == ["total", "xs", "limit"]


def spine_of(facts: dict[str, list], item: int) -> str:
    parent = facts["items"][item][4]
    around = spine_of(facts, parent) if parent >= 0 else ""
    before, behind, added = facts["spines"][item]
    return around[:before] + added + around[len(around) - behind :]


@given(
    st.lists(st.sampled_from(["if x:", "  y = 1", "  for a in b:", "    y = 1", "f()", "(", "日 = '𝔁'"]), max_size=12)
)
def test_spines_are_told_by_what_they_add(lines: list[str]) -> None:
    code = cs.analyze("\n".join(lines), "python")
    facts = facts_of(render_html(code))
    for item in range(len(code.items)):
        assert spine_of(facts, item) == cs.render_items(code, cs.spine(code.items, item)).decode()


def test_nothing_in_a_source_or_title_is_markup() -> None:
    page = render_html(cs.analyze('x = "</script><u>&"', "python"), "<script>alert(1)</script>")
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<u>" not in page


def test_broken_code_is_marked() -> None:
    page = render_html(cs.analyze("def f(:\n    x = 1\ny = (\n", "python"))
    assert 'class="fault"' in page
    assert re.search(r'<ul id="errors"><li><a href="#L\d', page)


@pytest.mark.parametrize("source", ["", "\n", "\x00", "\ufeffx = 1", "x = 1\r\ny = 2\r\n"])
def test_odd_sources_have_a_page(source: str) -> None:
    assert "</html>" in render_html(cs.analyze(source, "python"))


def test_two_thousand_lines_stay_below_a_megabyte() -> None:
    body = "".join(
        f"def f{i}(a, b):\n    c = a + b * {i}\n    if c:\n        return f{i - 1}(c, a)\n" for i in range(500)
    )
    assert body.count("\n") == 2000
    page = render_html(cs.analyze(body, "python"))
    assert len(page.encode()) < 1_000_000
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


@given(
    st.text(alphabet=st.sampled_from("abx=+ \n\t\"'<>&()[]#日\u0301\r\x1b"), max_size=80),
    st.sampled_from(["reach", "bridge"]),
)
def test_the_terminal_shows_every_line_and_obeys_none(source: str, by: Literal["reach", "bridge"]) -> None:
    code = cs.analyze(source, "python")
    text = cs.render_text(code, by).plain
    assert not set(text) & {"\x1b", "\r"}
    lines = Layout(code.source)
    shown = [line.partition("│ ")[2] for line in text.split("\n") if "│" in line]
    wanted = [code.source.data[a:b].decode() for a, b in zip(lines.starts, lines.ends, strict=True)]
    wanted = wanted[:-1] if not wanted[-1] else wanted
    assert [line.rstrip() for line in shown] == [expand_tabs(line.replace("\x1b", "␛").rstrip()) for line in wanted]


def expand_tabs(line: str) -> str:
    """Tabs as blanks, of which a terminal's cells decide: some characters take none or two."""
    text = Text(line)
    text.expand_tabs(4)
    return text.plain


BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
SCRIPT = """
<script>{
const said = [];
addEventListener("error", event => said.push("error: " + event.message));
const panel = () => document.getElementById("panel").innerText;
addEventListener("load", () => {
  const click = selector => document.querySelector(selector).dispatchEvent(new MouseEvent("click", { bubbles: true }));
  const press = key => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  said.push(panel());
  click('.box[data-i="1"]'); said.push(panel(), document.querySelectorAll(".box.reads").length);
  click('a.s[data-s="3"]'); said.push(panel(), document.querySelectorAll("#arcs > path").length,
    document.querySelectorAll("a.uses").length);
  press("Escape"); press("ArrowDown"); press("ArrowDown"); press("ArrowLeft");
  said.push(document.querySelector(".box.chosen").dataset.i);
  press("n"); said.push(document.querySelector("a.s.here").dataset.s);
  document.querySelector('a.s[data-s="4"]').dispatchEvent(new Event("pointerover", { bubbles: true }));
  said.push(document.querySelectorAll("a.s.near").length);
  press("b"); said.push(document.querySelector("#measures input:checked").value);
  const out = document.createElement("pre");
  out.id = "said"; out.textContent = JSON.stringify(said); document.body.append(out);
});
}</script>"""


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_choosing_in_a_browser(tmp_path: Path) -> None:
    page = render_html(cs.analyze(SOURCE, "python")).replace("</head>", SCRIPT + "</head>")
    (tmp_path / "page.html").write_text(page)
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync", "--virtual-time-budget=3000", "--dump-dom")  # fmt: skip
    done = subprocess.run(
        [str(BROWSER), *options, f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "page.html").as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="said">(.*?)</pre>', done.stdout, flags=re.DOTALL)
    assert found, done.stdout[-500:]
    said = json.loads(html.unescape(found[1]))
    assert not [word for word in said if str(word).startswith("error")]
    nothing, item, readers, name, arcs, uses, chosen, first, near, measure = said
    assert "Nothing chosen" in nothing
    assert "assignment" in item
    assert "reach" in item
    assert (readers, arcs, uses) == (2, 2, 2)
    assert "may be read at (2)" in name.replace("\n", " ")
    assert "def total(xs, limit=3):\n    t = 0" in item, "the spine"
    assert (chosen, first, near, measure) == ("0", "0", 1, "bridge")
