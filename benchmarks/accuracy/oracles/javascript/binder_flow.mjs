// Flow-sensitive definitions for JavaScript/TypeScript, on the control-flow graph that the
// TypeScript binder builds for narrowing and definite assignment.
//
// def_start_bytes: name tokens of the assignments and initializers that may reach the read.
// The declaration token itself stands for what a name holds at function entry (parameter,
// import, hoisted function or class, `let x;` still undefined: `entry` is true then).
// Only reads in the function that declares the variable; `shared` marks variables that
// another function also assigns. Known limits: a `catch` sees the state at the start of the
// try and after each assignment in it; `let x;` in a loop body is not reset.
import { ts, main, identifiers, reference, declarations, classify, access, row, starts, enclosing } from "./program.mjs";

const F = ts.FlowFlags;

// Assignment nodes of `sym` that reach `flow`, and whether function entry does.
function reaching(src, flow, isTarget) {
  const found = new Set(), seen = new Set();
  let entry = false;
  const stack = [[flow, null]];                 // reduce: linked list of {label, antecedents}, innermost first
  while (stack.length) {
    let [n, reduce] = stack.pop();
    for (;;) {
      const key = reduce;
      if (n.seenBy === undefined || n.seenBy.run !== seen) n.seenBy = { run: seen, keys: new Set() };
      if (n.seenBy.keys.has(key)) break;
      n.seenBy.keys.add(key);
      if (n.flags & F.Unreachable) break;
      if (n.flags & F.Assignment) {
        const t = isTarget(n.node);
        if (t) { found.add(t); break; }
        n = n.antecedent;
      } else if (n.flags & F.Label) {
        let ants = n.antecedent;
        for (let r = reduce; r; r = r.outer) if (r.label === n) { ants = r.antecedents; break; }
        for (const a of ants ?? []) stack.push([a, reduce]);
        break;
      } else if (n.flags & F.ReduceLabel) {
        const inner = n.reduced ??= new Map();
        if (!inner.has(reduce)) inner.set(reduce, { label: n.node.target, antecedents: n.node.antecedents, outer: reduce });
        reduce = inner.get(reduce);
        if (depth(reduce) > 8) reduce = reduce.outer;
        n = n.antecedent;
      } else if (n.flags & F.Start) {
        entry = true;
        break;
      } else n = n.antecedent;
    }
  }
  return { found, entry };
}

const depth = (r) => { let k = 0; for (; r; r = r.outer) k++; return k; };

main(function* (src) {
  const symOf = new Map(), assigned = new Map(), uses = [];
  for (const id of identifiers(src)) {
    let sym = reference(src, id);
    if (sym === undefined && ts.isDeclaration(id.parent) && id.parent.name === id) sym = src.checker.getSymbolAtLocation(id);
    else if (sym) {
      if (access(id) !== "w" && id.flowNode && !ts.isPartOfTypeNode(id)) uses.push([id, sym]);
      if (access(id) !== "r") assigned.set(sym, (assigned.get(sym) ?? new Set()).add(enclosing(id)));
    }
    if (sym) symOf.set(id, sym);
  }
  for (const [id, sym] of uses) {
    const names = declarations(src, sym), cls = classify(id, names);
    if (cls !== "local" && !(cls === "file" && enclosing(id) === null)) continue;
    const target = (n) => {
      const t = ts.isIdentifier(n) ? n : n.name;
      return t && ts.isIdentifier(t) && symOf.get(t) === sym ? t : null;
    };
    const { found, entry } = reaching(src, id.flowNode, target);
    if (!found.size && !entry) continue;        // unreachable
    const defs = [...found, ...(entry ? names : [])];
    const others = [...(assigned.get(sym) ?? [])].some((f) => f !== enclosing(id));
    yield row(src, id, { access: access(id), class: cls, def_start_bytes: starts(src, defs), entry, ...(others ? { shared: true } : {}) });
  }
});
