// JavaScript name -> declaration by eslint-scope (purely lexical; what ESLint itself uses).
import fs from "node:fs";
import { createRequire } from "node:module";
import { main } from "../oracles/javascript/program.mjs";
const require = createRequire(process.cwd() + "/");
const espree = require("espree"), { analyze } = require("eslint-scope");

function load(path) {
  const raw = fs.readFileSync(path), text = raw.toString("utf8");
  let ast, sourceType;
  for (sourceType of ["module", "commonjs", "script"]) {
    try { ast = espree.parse(text, { ecmaVersion: "latest", sourceType, range: true, ecmaFeatures: { jsx: true } }); break; } catch (e) { var err = e; }
  }
  if (!ast) throw err;
  const bytes = (i) => Buffer.byteLength(text.slice(0, i));
  return { path, raw, ast, sourceType, byte: raw.length === text.length ? (i) => i : bytes };
}

main(function* (src) {
  const manager = analyze(src.ast, { ecmaVersion: 2024, sourceType: src.sourceType });
  const func = (s) => s.variableScope.type === "function" ? s.variableScope : s.variableScope.type === "class-static-block" ? s.variableScope : null;
  for (const scope of manager.scopes) for (const r of scope.references) {
    if (r.init || !r.identifier.range) continue;
    const defs = (r.resolved?.defs ?? []).map((d) => src.byte(d.name.range[0])), id = r.identifier;
    if (defs.includes(src.byte(id.range[0]))) continue;
    const f = r.resolved && func(r.resolved.scope);
    yield { use_start_byte: src.byte(id.range[0]), use_end_byte: src.byte(id.range[0] + id.name.length), name: id.name,
      access: r.isRead() ? (r.isWrite() ? "rw" : "r") : "w",
      class: !defs.length ? "external" : f == null ? "file" : f === func(r.from) ? "local" : "closure",
      def_start_bytes: defs.length ? [...new Set(defs)].sort((a, b) => a - b) : null };
  }
}, load);
