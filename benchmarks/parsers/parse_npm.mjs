// Parse each file of a folder by a parser from npm: parse_npm.mjs LANGUAGE FOLDER, run where the packages are.
// Prints `file: complaint`, then `parsed`.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const [language, folder] = process.argv.slice(2);

async function makeParser() {
  if (language === "typescript" || language === "tsx") {
    const ts = require("typescript");
    const kind = language === "tsx" ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    return (text) => {
      const file = ts.createSourceFile("a." + language, text, ts.ScriptTarget.Latest, false, kind);
      return file.parseDiagnostics.map((one) => ts.flattenDiagnosticMessageText(one.messageText, " "))[0];
    };
  }
  if (language === "ruby") {
    const { loadPrism } = await import(pathToFileURL(require.resolve("@ruby/prism")));
    const parse = await loadPrism();
    return (text) => parse(text).errors.map((one) => one.message)[0];
  }
  if (language === "scala") {
    const { parseSource } = require("scalameta-parsers");
    return (text) => {
      const told = ["Scala213", "Scala3"].map((dialect) => parseSource(text, dialect).error);
      return told.some((one) => one === undefined) ? undefined : told[0];
    };
  }
  throw new Error("no parser of " + language);
}

const complain = await makeParser();
for (const name of fs.readdirSync(folder)) {
  const found = complain(fs.readFileSync(path.join(folder, name), "utf8"));
  if (found) console.log(`${name}: ${String(found)}`.replace(/\s+/g, " "));
}
console.log("parsed");
