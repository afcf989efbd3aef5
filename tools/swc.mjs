// How TypeScript becomes JavaScript: types go, nothing is checked, one file at a time.
import path from 'node:path';

/**
 * Gives `code` and `map` of one source as an ES module: for Node, in the file `output`, or for a browser, without comments
 * and map.
 */
export async function transform(file, { browser = false, output = file } = {}) {
  // loaded when there is something to do: a start without news need not wait for it
  const { transformFile } = await import('@swc/core');
  return await transformFile(file, {
    swcrc: false,
    configFile: false,
    sourceMaps: !browser,
    sourceFileName: path.relative(path.dirname(output), file),
    jsc: {
      parser: { syntax: 'typescript', tsx: file.endsWith('.tsx'), decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        verbatimModuleSyntax: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      target: 'es2022',
      keepClassNames: true,
      preserveAllComments: false,
      ...(browser
        ? { minify: { compress: false, mangle: false, format: { comments: false, beautify: true } } }
        : {}),
    },
    module: { type: 'es6' },
    minify: false,
  });
}
