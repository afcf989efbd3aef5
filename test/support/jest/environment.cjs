// One world per worker and project: what a test file imports is run once, and not anew for each of them; it is compiled once
// per worker. A test file, and what it has from test/, still begins afresh (runtime.cjs). That is right for sources that make
// what they keep when an application is made.
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

const worlds = new Map();
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

class SharedEnvironment extends TestEnvironment {
  constructor(config, context) {
    const world = worlds.get(config.projectConfig.id);
    if (world !== undefined) {
      // what `jest.setTimeout` said in the file before
      delete world.global[TIMEOUT];
      return world;
    }
    super(config, context);
    worlds.set(config.projectConfig.id, this);
  }

  // it goes on with the next file, and ends with its worker
  async teardown() {}
}

module.exports = SharedEnvironment;
