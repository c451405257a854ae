const layers = [
  'model',
  'graph',
  'language',
  'engine',
  'cli',
  'protocol',
  'runtime',
  'storage',
  'share',
  'lab',
  'lessons',
  'state',
  'view',
  'app',
];

/** Monaco starts it itself, with the editor. */
const TYPESCRIPT_WORKER = '^workers/typescript/compiler/worker\\.ts$';

/** Only the app starts workers from their files. */
const wrongWay = layers.map((layer, index) => ({
  name: `${layer}-imports-only-what-stands-left-of-it`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^(src|workers|tests)/',
    pathNot: [
      `^src/(${layers.slice(0, index + 1).join('|')})/`,
      ...(layer === 'app' ? ['^workers/'] : []),
      ...(layer === 'view' ? [TYPESCRIPT_WORKER] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...wrongWay,
    {
      name: 'view-draws-state',
      severity: 'error',
      from: { path: '^src/view/' },
      to: { path: '^src/', pathNot: '^src/(model|graph|state|view)/' },
    },
    {
      name: 'workers-know-the-protocol-and-their-language',
      severity: 'error',
      from: { path: '^workers/([^/]+)', pathNot: '^workers/((engine|lab)\\.ts|build/)' },
      to: { path: '^src/', pathNot: '^src/(model|graph|protocol|language/$1)/' },
    },
    {
      name: 'the-engine-worker-has-no-page',
      severity: 'error',
      from: { path: '^workers/(engine|lab)\\.ts' },
      to: { path: '^src/(lessons|state|view|app)/' },
    },
    // A component that draws a tree imports itself.
    { name: 'no-cycle', severity: 'error', from: { path: '^(.+)$' }, to: { circular: true, pathNot: '^$1$' } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      // Flows import a module that exists in their worker only.
      from: { pathNot: '^tests/(conformance/cases|types/flows)/' },
      to: { couldNotResolve: true, pathNot: '^(sandbox|virtual):' },
    },
    {
      name: 'nothing-ships-that-is-for-development',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^workers/build/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'triple-slash-type-reference'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\?(raw|worker|url)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['svelte', 'import', 'default', 'types'] },
  },
};
