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

const wrongWay = layers.map((layer, index) => ({
  name: `${layer}-imports-only-what-stands-left-of-it`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^(src|workers|tests)/', pathNot: `^src/(${layers.slice(0, index + 1).join('|')})/` },
}));

/** The folders of `src` that a file there may import beside its own. */
const only = (name, from, folders, own) => ({
  name,
  severity: 'error',
  from,
  to: { path: '^(src|workers)/', pathNot: [`^src/(${folders.join('|')})/`, own] },
});

module.exports = {
  forbidden: [
    // The app makes the workers; `lab` is made of them.
    ...wrongWay.map((rule) =>
      rule.from.path === '^src/app/' ? { ...rule, to: { path: '^tests/' } } : rule,
    ),
    only('view-draws-state', { path: '^src/view/' }, ['model', 'graph', 'state', 'view'], '^workers/editor'),
    only(
      'workers-know-the-protocol',
      { path: '^workers/([^/]+)', pathNot: '^workers/(engine\\.ts|build/)' },
      ['model', 'graph', 'protocol'],
      '^workers/$1',
    ),
    {
      name: 'the-engine-worker-has-no-page',
      severity: 'error',
      from: { path: '^workers/engine\\.ts' },
      to: { path: '^src/(lab|lessons|state|view|app)/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(sandbox|virtual):' },
    },
    {
      name: 'nothing-ships-that-is-for-development',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^workers/build/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '\\.d\\.ts$' },
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
