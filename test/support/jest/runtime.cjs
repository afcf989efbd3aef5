// The modules of one world (environment.cjs), kept from file to file: all but what stands in test/ and the specs
// themselves, which may keep something of the file that imported them.
const path = require('node:path');
const Runtime = require('jest-runtime').default;

const TESTS = path.resolve(__dirname, '../..') + path.sep;
const OWN = (file) => file.startsWith(TESTS) || /\.spec\.tsx?$/.test(file);
const runtimes = new Map();

class SharedRuntime extends Runtime {
  constructor(config, ...rest) {
    const runtime = runtimes.get(config.id);
    if (runtime !== undefined) {
      runtime.begin(rest[5]);
      return runtime;
    }
    super(config, ...rest);
    runtimes.set(config.id, this);
  }

  begin(testPath) {
    this._testPath = testPath;
    this.executor.testPath = testPath;
    this.testState.state = 'loading';
  }

  teardown() {
    this.restoreAllMocks();
    this.mockState.clear();
    this.jestGlobals.clearJestObjectCache();
    this.testMainModule.reset();
    const modules = this.registries.getActiveCjsRegistry();
    for (const file of [...modules.keys()].filter(OWN)) modules.delete(file);
    this.registries.getInternalCjsRegistry().clear();
  }
}

module.exports = { __esModule: true, default: SharedRuntime };
