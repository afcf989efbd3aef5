// The layers of the house (docs/architecture.md). A feature may use those above it, never those below it.
const ORDER = [
  'kernel',
  'verify',
  'platform',
  'audit',
  'frame',
  'identity',
  'bodies',
  'people',
  'elections',
  'setup',
  'keys',
  'keylist',
  'duty',
  'fallback',
  'stations',
  'upload',
  'trial',
  'routing',
  'counts',
  'plausibility',
  'referrals',
  'publication',
  'removal',
  'reports',
  'declarations',
  'releases',
  'register',
  'supervision',
  'notify',
  'rehearsal',
  'site',
  'openapi',
];
const upward = ORDER.flatMap((feature, i) => {
  const below = ORDER.slice(i + 1);
  return below.length === 0
    ? []
    : [
        {
          name: `${feature}-looks-up-only`,
          severity: 'error',
          comment: `${feature} may not use a feature below it`,
          from: { path: `^src/${feature}/`, pathNot: '\\.spec\\.tsx?$' },
          to: { path: `^src/(${below.join('|')})/` },
        },
      ];
});
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'rehearsal-is-loaded-on-demand',
      severity: 'error',
      comment: 'a real instance never loads it',
      from: { path: '^src/', pathNot: '^src/rehearsal/|\\.spec\\.tsx?$' },
      to: { path: '^src/rehearsal/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'web-knows-no-feature',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: `^src/(${ORDER.filter((f) => f !== 'kernel').join('|')})/` },
    },
    {
      name: 'verify-is-pure',
      severity: 'error',
      comment: 'bytes + context in, Verdict out',
      from: { path: '^src/verify/', pathNot: '\\.(process|pool|spec)\\.ts$' },
      to: { path: '^(node:)?(fs|net|http|child_process|worker_threads)(/|$)|^src/platform/|@nestjs|@prisma' },
    },
    {
      name: 'kernel-is-pure',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/(?!kernel/)|^(node:)?(fs|net|http|child_process)(/|$)|@nestjs|@prisma' },
    },
    {
      name: 'only-stores-touch-prisma',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.store\\.ts$|^src/platform/postgres/' },
      to: { path: 'generated/|@prisma/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'edges-never-touch-stores',
      severity: 'error',
      from: { path: '\\.(controller|page|worker|guard)\\.tsx?$' },
      to: { path: '\\.store\\.ts$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/platform/postgres/generated/|src/web/islands/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
