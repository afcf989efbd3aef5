const source = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};
const plainTs = { ...source, jsc: { ...source.jsc, parser: { syntax: 'typescript', decorators: true } } };

const shared = {
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  resolver: '<rootDir>/test/support/jest/resolver.cjs',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '/node_modules/.+\\.[cm]?js$': '<rootDir>/test/support/jest/esm-transform.cjs',
    '\\.tsx$': ['@swc/jest', source],
    '\\.ts$': ['@swc/jest', plainTs],
  },
  transformIgnorePatterns: [],
};

export default {
  // A test stands or falls by what it sees; a slow machine must not decide.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/jest/no-skips.cjs'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/src'],
      testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
    },
    {
      ...shared,
      displayName: 'integration',
      roots: ['<rootDir>/test/integration'],
      testMatch: ['**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/postgres.setup.mjs',
      globalTeardown: '<rootDir>/test/support/postgres.teardown.mjs',
    },
    {
      ...shared,
      displayName: 'browser',
      roots: ['<rootDir>/test/browser'],
      testMatch: ['**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/postgres.setup.mjs',
      globalTeardown: '<rootDir>/test/support/postgres.teardown.mjs',
    },
  ],
};
