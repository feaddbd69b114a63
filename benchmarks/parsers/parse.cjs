// Parse each file of a folder as a CommonJS module, else as an ECMAScript module; print `file: complaint`, then `parsed`.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

for (const name of fs.readdirSync(process.argv[2])) {
  const text = fs.readFileSync(path.join(process.argv[2], name), "utf8").replace(/^\uFEFF/, "").replace(/^#!.*/, "");
  try {
    vm.compileFunction(text, ["exports", "require", "module", "__filename", "__dirname"]);
  } catch (asScript) {
    try {
      new vm.SourceTextModule(text);
    } catch (asModule) {
      console.log(`${name}: ${asScript.message} | as a module: ${asModule.message}`.replace(/\s+/g, " "));
    }
  }
}
console.log("parsed");
