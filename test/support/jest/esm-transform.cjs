// Leaves CommonJS of node_modules alone and compiles ES modules to CommonJS: jest on Node 20 cannot require(esm).
const crypto = require('node:crypto');
const swc = require('@swc/core');

const ESM =
  /^\s*(?:import\b\s*(?:[\w{*"'$]|\(?\s*['"])|export\b\s*(?:[{*]|default|const|class|function|async|let|var))|[;}]\s*(?:import|export)\s*[{*"']|\bimport\.meta\b/m;

module.exports = {
  getCacheKey: (source, file) =>
    crypto
      .createHash('sha256')
      .update('2' + file + source)
      .digest('hex'),
  process(source, file) {
    if (!ESM.test(source)) return { code: source };
    return swc.transformSync(source, {
      filename: file,
      swcrc: false,
      configFile: false,
      sourceMaps: false,
      jsc: { parser: { syntax: 'ecmascript', dynamicImport: true, importMeta: true }, target: 'es2022' },
      module: { type: 'commonjs', ignoreDynamic: false },
    });
  },
};
