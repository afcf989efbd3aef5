import { availableParallelism } from 'node:os';
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
  testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
  runtime: '<rootDir>/test/support/jest/runtime.cjs',
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  resolver: '<rootDir>/test/support/jest/resolver.cjs',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '/(node_modules/.+\\.[cm]?|tools/.+\\.m)js$': '<rootDir>/test/support/jest/esm-transform.cjs',
    '\\.tsx$': ['@swc/jest', source],
    '\\.ts$': ['@swc/jest', plainTs],
  },
  transformIgnorePatterns: [],
};

/** What runs on real parts too; what makes faults in them runs only there. */
const REAL = ['main-job', 'crash', 'segments', 'identity-authority', 'upload-resuming', 'storage', 'backup'];
const FAULTS = 'faults';

export default {
  // A test stands or falls by what it sees; a slow machine must not decide.
  testTimeout: 300_000,
  // Most of a test is waiting, for a database, a browser, another process: two processors keep three busy.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  testSequencer: '<rootDir>/test/support/jest/longest-first.cjs',
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
      testPathIgnorePatterns: [`/${FAULTS}[\\w-]*\\.spec`],
      globalSetup: '<rootDir>/test/support/postgres.setup.mjs',
      globalTeardown: '<rootDir>/test/support/postgres.teardown.mjs',
    },
    {
      ...shared,
      displayName: 'real',
      roots: ['<rootDir>/test/integration'],
      testMatch: [...REAL, FAULTS].map((name) => `**/${name}*.spec.ts`),
      setupFilesAfterEnv: ['<rootDir>/test/support/jest/real-parts.cjs'],
      globalSetup: '<rootDir>/test/support/real-postgres.setup.mjs',
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
