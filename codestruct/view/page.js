"use strict";
const facts = JSON.parse(document.getElementById("facts").textContent);
const [KIND, CATEGORY, FIRST, LAST, PARENT, COMPLETE, REACH, BRIDGE] = [0, 1, 2, 3, 4, 5, 6, 7];
const [LINE, COLUMN, WIDTH, NAME, ROLE, SYMBOL, ITEM] = [0, 1, 2, 3, 4, 5, 6];
const page = document.getElementById("page"), panel = document.getElementById("panel");
const boxes = [...document.querySelectorAll(".box")], arcs = document.getElementById("arcs");
const sites = []; // a name that spans a line's end is drawn in pieces
for (const element of document.querySelectorAll("a.s")) (sites[+element.dataset.s] ??= []).push(element);
const map = document.getElementById("map"), scroll = document.getElementById("scroll");
let chosen = -1, by = "reach";

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

function shade() {
  let top = 1e-12;
  for (const item of facts.items) top = Math.max(top, measure(item));
  boxes.forEach((box, i) => box.style.setProperty("--shade", (0.34 * measure(facts.items[i]) / top).toFixed(3)));
  drawMap();
}

function letGo() {
  chosen = -1;
  boxes.forEach(box => box.classList.remove("chosen", "reads", "feeds"));
  sites.flat().forEach(site => site.classList.remove("here", "defines", "uses"));
  arcs.querySelectorAll("path.flow, path.carried, path.closure").forEach(path => path.remove());
}

function itemButton(i) {
  const item = facts.items[i], button = make("button", `line ${item[FIRST]}: ${item[KIND].replaceAll("_", " ")}`);
  button.onclick = () => chooseItem(i, true);
  return make("li", null, button);
}

function siteButton(s, note) {
  const site = facts.sites[s], button = make("button", `line ${site[LINE] + 1}${note ? `, ${note}` : ""}`);
  button.onclick = () => chooseSite(s, true);
  return make("li", null, button);
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
      bar.style.width = `${Math.round(90 * share)}px`;
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
  const own = facts.sites.flatMap((site, s) => site[ITEM] === i ? [s] : []);
  const spell = s => `${facts.names[facts.sites[s][NAME]]} (${facts.roles[facts.sites[s][ROLE]]})`;
  const named = s => { const row = siteButton(s, spell(s)); return row; };
  const spine = facts.spines[i];
  const about = [["kind", item[KIND]], ["category", item[CATEGORY]], ["lines", `${item[FIRST]}-${item[LAST]}`],
    ["complete", item[COMPLETE] ? "yes" : "no"], ["reach", `${item[REACH].toFixed(3)}, ${rank(i, REACH)}`, item[REACH]],
    ["bridge", `${item[BRIDGE].toFixed(3)}, ${rank(i, BRIDGE)}`, item[BRIDGE]]];
  panel.replaceChildren(make("h2", item[KIND].replaceAll("_", " ")), table(about),
    ...list("read by, dashed", readers[i].map(itemButton)), ...list("reads, dotted", sources[i].map(itemButton)),
    ...list("names", own.map(named)), ...(spine ? [make("h3", "alone with what is around it"), make("pre", spine)] : []));
  if (move) show(item[FIRST] - 1);
  drawMap();
}

function chooseSite(s, move) {
  letGo();
  const site = facts.sites[s];
  sites[s]?.forEach(element => element.classList.add("here"));
  const defines = [], uses = [];
  for (const [define, use, kind, certain] of pairs[s]) {
    const word = facts.flowKinds[kind] + (certain ? "" : ", uncertain");
    if (use === s) { defines.push(siteButton(define, word)); sites[define]?.forEach(e => e.classList.add("defines")); }
    if (define === s) { uses.push(siteButton(use, word)); sites[use]?.forEach(e => e.classList.add("uses")); }
    drawArc(facts.sites[define], facts.sites[use], facts.flowKinds[kind]);
  }
  const others = facts.sites.flatMap((other, o) => o !== s && site[SYMBOL] >= 0 && other[SYMBOL] === site[SYMBOL]
    ? [siteButton(o, facts.roles[other[ROLE]])] : []);
  panel.replaceChildren(make("h2", facts.names[site[NAME]]), table([["role", facts.roles[site[ROLE]]],
    ["line", site[LINE] + 1], ["symbol", site[SYMBOL] < 0 ? "free: defined nowhere in this source" : site[SYMBOL]]]),
    ...list("may hold the value from", defines), ...list("may be read at", uses), ...list("the same symbol", others));
  if (move) show(site[LINE]);
}

const letter = (() => { // the size of a character, measured
  const probe = make("span", "0".repeat(100));
  page.append(probe);
  const width = probe.getBoundingClientRect().width / 100;
  probe.remove();
  return width;
})();
const row = parseFloat(getComputedStyle(page).lineHeight);

function drawArc(from, to, kind) {
  const x = place => (7 + place[COLUMN] + place[WIDTH] / 2) * letter, y = place => (place[LINE] + 0.5) * row;
  const [x1, y1, x2, y2] = [x(from), y(from), x(to), y(to)];
  const bend = Math.max(24, Math.abs(y2 - y1) / 3), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("class", kind);
  path.setAttribute("marker-end", "url(#arrow)");
  path.setAttribute("d", from === to ? `M${x1} ${y1 - 7}c-14 -22 14 -22 0 0`
    : `M${x1} ${y1}C${x1 + bend} ${y1 + (y2 - y1) / 4} ${x2 + bend} ${y2 - (y2 - y1) / 4} ${x2} ${y2}`);
  arcs.append(path);
}

function show(line) {
  const top = line * row;
  if (top < scroll.scrollTop + row || top > scroll.scrollTop + scroll.clientHeight - 3 * row)
    scroll.scrollTop = Math.max(0, top - scroll.clientHeight / 3);
}

function drawMap() {
  const [width, height] = [map.clientWidth, map.clientHeight], pen = map.getContext("2d");
  if (!width || !height) return;
  map.width = width * devicePixelRatio;
  map.height = height * devicePixelRatio;
  pen.scale(devicePixelRatio, devicePixelRatio);
  const step = Math.min(row / 4, height / facts.lines), style = getComputedStyle(document.documentElement);
  let top = 1e-12;
  for (const item of facts.items) top = Math.max(top, measure(item));
  facts.items.forEach((item, i) => {
    const depth = boxes[i].style.getPropertyValue("--l") / 2;
    pen.fillStyle = item[COMPLETE] ? `rgb(${style.getPropertyValue("--heat")} / ${0.08 + 0.6 * measure(item) / top})`
      : style.getPropertyValue("--bad");
    pen.fillRect(4 + depth, (item[FIRST] - 1) * step, width - 8 - depth,
      Math.max(1, (item[LAST] - item[FIRST] + 1) * step - 0.5));
  });
  pen.strokeStyle = style.getPropertyValue("--ink");
  if (chosen >= 0) pen.strokeRect(2, (facts.items[chosen][FIRST] - 1) * step, width - 4, Math.max(2, step));
  pen.strokeRect(1, scroll.scrollTop / row * step, width - 2, scroll.clientHeight / row * step);
}

page.addEventListener("click", event => {
  const site = event.target.closest("a.s"), box = event.target.closest(".box");
  if (site) chooseSite(+site.dataset.s); else if (box) chooseItem(+box.dataset.i); else { letGo(); welcome(); }
});
function welcome() {
  panel.replaceChildren(make("h2", "Nothing chosen"), make("p", "The darker an item, the higher its " + (by || "value") + "."));
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
    ArrowLeft: chosen < 0 ? -1 : facts.items[chosen][PARENT] }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    if (next >= 0) chooseItem(next, true);
  } else if (event.key === "Escape") { letGo(); welcome(); }
  else if (event.key === "b") setMeasure(by === "reach" ? "bridge" : "reach");
});
map.addEventListener("click", event => {
  const step = Math.min(row / 4, map.clientHeight / facts.lines);
  scroll.scrollTop = event.offsetY / step * row - scroll.clientHeight / 2;
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
