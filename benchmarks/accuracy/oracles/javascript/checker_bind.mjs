// JavaScript and TypeScript, name to declaration, by the TypeScript checker. One file at a time: imports resolve to
// their import specifier, library names to nothing (class external).
import { ts, main, identifiers, reference, declarations, classify, access, row, starts } from "./program.mjs";

main(function* (src) {
  for (const id of identifiers(src)) {
    const symbol = reference(src, id);
    if (symbol === undefined) continue;
    const names = declarations(src, symbol);
    const space = ts.isPartOfTypeNode(id) ? "type" : "value";
    yield row(src, id, { access: access(id), class: classify(id, names), space, def_start_bytes: starts(src, names) });
  }
});
