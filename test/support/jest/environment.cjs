// Node's environment, with modules compiled once per worker instead of once per test file: every file still gets its own
// registry and its own context, and runs each module anew.
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

const compileFunction = vm.compileFunction;
const scripts = new Map();

vm.compileFunction = function (source, parameters, options) {
  const { filename, parsingContext } = options ?? {};
  if (filename === undefined || parsingContext === undefined)
    return compileFunction.call(vm, source, parameters, options);
  let known = scripts.get(filename);
  if (known?.source !== source) {
    const head = `(function (${parameters.join(',')}) {`;
    const script = new vm.Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
    known = { source, script };
    scripts.set(filename, known);
  }
  return known.script.runInContext(parsingContext);
};

module.exports = TestEnvironment;
