"use strict";
const facts = JSON.parse(document.getElementById("facts").textContent);
const [KIND, CATEGORY, FIRST, LAST, PARENT, COMPLETE, REACH, BRIDGE] = [0, 1, 2, 3, 4, 5, 6, 7];
const [LINE, COLUMN, WIDTH, NAME, ROLE, SYMBOL, ITEM] = [0, 1, 2, 3, 4, 5, 6];
const page = document.getElementById("page"), panel = document.getElementById("panel");
const boxes = [...document.querySelectorAll(".box")], arcs = document.getElementById("arcs");
const sites = []; // a name that spans a line's end is drawn in pieces
for (const element of document.querySelectorAll("a.s")) (sites[+element.dataset.s] ??= []).push(element);
const map = document.getElementById("map"), scroll = document.getElementById("scroll");
let chosen = -1, site = -1, by = "reach";

function make(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text !== null) element.textContent = text;
  element.append(...children);
  return element;
}

// Neighbours, once for all: what reads an item and what it reads; the pairs that a site is in.
const readers = facts.items.map(() => []), sources = facts.items.map(() => []);
for (const [a, b] of facts.edges) { readers[a].push(b); sources[b].push(a); }
const pairs = facts.sites.map(() => []);
for (const pair of facts.flow) { pairs[pair[0]].push(pair); if (pair[1] !== pair[0]) pairs[pair[1]].push(pair); }

function measure(item) { return by === "reach" ? item[REACH] : by === "bridge" ? item[BRIDGE] : 0; }

function highest() { return facts.items.reduce((top, item) => Math.max(top, measure(item)), 1e-12); }

// Values are bunched near 0, so the shade goes by their square root; the scale says so.
function depth(value, top) { return Math.sqrt(value / top); }

function shade() {
  const top = highest(), marks = document.querySelectorAll("#scale b");
  boxes.forEach((box, i) => box.style.setProperty("--shade", (0.36 * depth(measure(facts.items[i]), top)).toFixed(3)));
  [0, top / 4, top].forEach((value, i) => { marks[i].textContent = by && value > 1e-9 ? value.toFixed(3) : "0"; });
  drawMap();
}

function letGo() {
  chosen = site = -1;
  boxes.forEach(box => box.classList.remove("chosen", "reads", "feeds"));
  sites.flat().forEach(site => site.classList.remove("here", "defines", "uses"));
  arcs.querySelectorAll("path.flow, path.carried, path.closure").forEach(path => path.remove());
}

function lineText(line) { return document.getElementById(`L${line}`).textContent.trim(); }

function entry(line, note, choose) {
  const button = make("button", `line ${line}`), text = make("code", lineText(line));
  button.onclick = choose;
  return make("li", null, button, ...(note ? [make("small", ` ${note}`)] : []), text);
}

function itemButton(i) { return entry(facts.items[i][FIRST], "", () => chooseItem(i, true)); }
function siteButton(s, note) { return entry(facts.sites[s][LINE] + 1, note, () => chooseSite(s, true)); }

// A spine is told as what it adds to that of the item around: so many characters before, so many behind.
function spine(i) {
  const chain = [];
  for (let at = i; at >= 0; at = facts.items[at][PARENT]) chain.unshift(at);
  let text = [];
  for (const at of chain) {
    const [before, behind, added] = facts.spines[at];
    text = [...text.slice(0, before), ...added, ...text.slice(text.length - behind)];
  }
  return text.join("");
}

function list(title, rows) {
  return rows.length ? [make("h3", `${title} (${rows.length})`), make("ul", null, ...rows.slice(0, 40))] : [];
}

function table(rows) {
  return make("table", null, ...rows.map(([word, value, share]) => {
    const cell = make("td", value);
    if (share !== undefined) {
      const bar = make("span", "");
      bar.className = "bar";
      bar.style.width = `${(100 * share).toFixed(1)}%`;
      cell.append(bar);
    }
    return make("tr", null, make("td", word), cell);
  }));
}

function rank(i, column) {
  const value = facts.items[i][column];
  return `${1 + facts.items.filter(item => item[column] > value).length} of ${facts.items.length}`;
}

function chooseItem(i, move) {
  letGo();
  chosen = i;
  const item = facts.items[i];
  boxes[i].classList.add("chosen");
  readers[i].forEach(j => boxes[j].classList.add("reads"));
  sources[i].forEach(j => boxes[j].classList.add("feeds"));
  const own = facts.sites.flatMap((row, s) => row[ITEM] === i ? [s] : []);
  const named = roles => own.filter(s => roles.includes(facts.roles[facts.sites[s][ROLE]])).map(s =>
    siteButton(s, `${facts.names[facts.sites[s][NAME]]}, ${facts.roles[facts.sites[s][ROLE]]}`));
  const most = column => facts.items.reduce((top, other) => Math.max(top, other[column]), 1e-12);
  const about = [["item", `${i}, ${item[CATEGORY]}`],
    ["lines", item[FIRST] === item[LAST] ? `${item[FIRST]}` : `${item[FIRST]} to ${item[LAST]}`],
    ["reach", `${item[REACH].toFixed(3)}, ${rank(i, REACH)}`, item[REACH] / most(REACH)],
    ["bridge", `${item[BRIDGE].toFixed(3)}, ${rank(i, BRIDGE)}`, item[BRIDGE] / most(BRIDGE)]];
  if (!item[COMPLETE]) about.push(["complete", "no: its own text touches an error"]);
  panel.replaceChildren(make("h2", item[KIND].replaceAll("_", " ")), table(about),
    ...list("what it defines is read in (dashed)", readers[i].map(itemButton)),
    ...list("it reads what is defined in (dotted)", sources[i].map(itemButton)),
    ...list("definitions in it", named(["declare", "define", "update", "delete"])), ...list("uses in it", named(["use"])),
    ...(facts.spines.length ? [make("h3", "its spine: alone with what is around it"), make("pre", spine(i))] : []));
  if (move) show(item[FIRST] - 1);
  drawMap();
}

function chooseSite(s, move) {
  letGo();
  site = s;
  const row = facts.sites[s];
  sites[s]?.forEach(element => element.classList.add("here"));
  const defines = [], uses = [];
  for (const [define, use, kind, certain] of pairs[s]) {
    const word = facts.flowKinds[kind] + (certain ? "" : ", uncertain");
    if (use === s) { defines.push(siteButton(define, word)); sites[define]?.forEach(e => e.classList.add("defines")); }
    if (define === s) { uses.push(siteButton(use, word)); sites[use]?.forEach(e => e.classList.add("uses")); }
    drawArc(facts.sites[define], facts.sites[use], facts.flowKinds[kind]);
  }
  const others = facts.sites.flatMap((other, o) => o !== s && row[SYMBOL] >= 0 && other[SYMBOL] === row[SYMBOL]
    ? [siteButton(o, facts.roles[other[ROLE]])] : []);
  panel.replaceChildren(make("h2", facts.names[row[NAME]]), table([["role", facts.roles[row[ROLE]]],
    ["line", row[LINE] + 1], ["symbol", row[SYMBOL] < 0 ? "free: defined nowhere in this source" : row[SYMBOL]],
    ...(row[ITEM] < 0 ? [] : [["item", row[ITEM]]])]),
    ...list("may hold the value from", defines), ...list("may be read at", uses), ...list("the same symbol", others));
  if (row[ITEM] >= 0) chosen = row[ITEM]; // where the arrow keys go on from
  if (move) show(row[LINE]);
}

const letter = (() => { // the size of a character, measured
  const probe = make("span", "0".repeat(100));
  page.append(probe);
  const width = probe.getBoundingClientRect().width / 100;
  probe.remove();
  return width;
})();
const rowHeight = parseFloat(getComputedStyle(page).lineHeight);

function drawArc(from, to, kind) {
  const x = place => (7 + place[COLUMN] + place[WIDTH] / 2) * letter, y = place => (place[LINE] + 0.5) * rowHeight;
  const [x1, y1, x2, y2] = [x(from), y(from), x(to), y(to)];
  const bend = Math.max(24, Math.abs(y2 - y1) / 3), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("class", kind);
  path.setAttribute("marker-end", "url(#arrow)");
  path.setAttribute("d", from === to ? `M${x1} ${y1 - 7}c-14 -22 14 -22 0 0`
    : `M${x1} ${y1}C${x1 + bend} ${y1 + (y2 - y1) / 4} ${x2 + bend} ${y2 - (y2 - y1) / 4} ${x2} ${y2}`);
  arcs.append(path);
}

function show(line) {
  const top = line * rowHeight;
  if (top < scroll.scrollTop + rowHeight || top > scroll.scrollTop + scroll.clientHeight - 3 * rowHeight)
    scroll.scrollTop = Math.max(0, top - scroll.clientHeight / 3);
}

function drawMap() {
  const [width, height] = [map.clientWidth, map.clientHeight], pen = map.getContext("2d");
  if (!width || !height) return;
  map.width = width * devicePixelRatio;
  map.height = height * devicePixelRatio;
  pen.scale(devicePixelRatio, devicePixelRatio);
  const step = Math.min(rowHeight / 4, height / facts.lines), style = getComputedStyle(document.documentElement);
  const top = highest();
  facts.items.forEach((item, i) => {
    const left = 4 + boxes[i].style.getPropertyValue("--l") / 2, y = (item[FIRST] - 1) * step;
    const tall = Math.max(1, (item[LAST] - item[FIRST] + 1) * step - 0.5);
    pen.fillStyle = style.getPropertyValue("--paper"); // as in the page: an item paints over the one around it
    pen.fillRect(left, y, width - 4 - left, tall);
    pen.fillStyle = item[COMPLETE] ? `rgb(${style.getPropertyValue("--heat")} / ${0.12 + 0.8 * depth(measure(item), top)})`
      : style.getPropertyValue("--bad");
    pen.fillRect(left, y, width - 4 - left, tall);
  });
  pen.strokeStyle = style.getPropertyValue("--ink");
  if (chosen >= 0) pen.strokeRect(2, (facts.items[chosen][FIRST] - 1) * step, width - 4, Math.max(2, step));
  pen.strokeRect(1, scroll.scrollTop / rowHeight * step, width - 2, scroll.clientHeight / rowHeight * step);
}

page.addEventListener("click", event => {
  const name = event.target.closest("a.s"), box = event.target.closest(".box");
  if (name) chooseSite(+name.dataset.s); else if (box) chooseItem(+box.dataset.i); else { letGo(); welcome(); }
});
// Pointing at a name lights up what it may read and what may read it.
function point(event, on) {
  const name = event.target.closest?.("a.s");
  if (name) for (const [define, use] of pairs[+name.dataset.s])
    for (const s of [define, use]) if (s !== +name.dataset.s) sites[s]?.forEach(e => e.classList.toggle("near", on));
}
page.addEventListener("pointerover", event => point(event, true));
page.addEventListener("pointerout", event => point(event, false));
function welcome() {
  const order = facts.items.map((_, i) => i).sort((a, b) => measure(facts.items[b]) - measure(facts.items[a]) || a - b);
  const first = order.slice(0, 8).filter(i => measure(facts.items[i]) > 0);
  panel.replaceChildren(make("h2", "Nothing chosen"), make("p", by ? `The deeper an item's colour, the higher its ${by}: ` +
    (by === "reach" ? "the share of the other items that its definitions come to."
      : "how often it is on the shortest way of data between two others.") : "Items are not shaded."),
    ...list(`the highest ${by}`, first.map(itemButton)));
  drawMap();
}
function setMeasure(value) {
  by = value;
  document.querySelectorAll("#measures input").forEach(input => { input.checked = input.value === value; });
  shade();
  if (chosen < 0 && !arcs.querySelector(":scope > path")) welcome();
}
document.getElementById("measures").addEventListener("change", event => setMeasure(event.target.value));
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, button")) return;
  const last = facts.items.length - 1;
  const next = { ArrowDown: Math.min(chosen + 1, last), ArrowUp: Math.max(chosen - 1, 0),
    ArrowLeft: chosen < 0 ? -1 : facts.items[chosen][PARENT],
    ArrowRight: facts.items.findIndex(item => item[PARENT] === chosen) }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    if (next >= 0) chooseItem(next, true);
  } else if (event.key === "Escape") { letGo(); welcome(); }
  else if (event.key === "n" || event.key === "N") nextName(event.key === "n" ? 1 : -1);
  else if (event.key === "b") setMeasure(by === "reach" ? "bridge" : "reach");
});
function nextName(step) { // from the chosen name, else from the chosen item's first line
  if (!facts.sites.length) return;
  const line = chosen < 0 ? 0 : facts.items[chosen][FIRST] - 1;
  const from = site >= 0 ? site + step : facts.sites.findIndex(row => row[LINE] >= line);
  chooseSite(Math.max(0, Math.min(from, facts.sites.length - 1)), true);
}
map.addEventListener("click", event => {
  const step = Math.min(rowHeight / 4, map.clientHeight / facts.lines);
  scroll.scrollTop = event.offsetY / step * rowHeight - scroll.clientHeight / 2;
});
scroll.addEventListener("scroll", drawMap);
addEventListener("resize", drawMap);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawMap);
// A link to the page may name what is chosen: #item=6, #name=3.
const [what, number] = location.hash.slice(1).split("=");
shade();
welcome();
if (what === "item" && facts.items[number]) chooseItem(+number, true);
if (what === "name" && facts.sites[number]) chooseSite(+number, true);
