// The import table of docs/architecture.md, enforced. Each layer names what it may NOT reach.
const layer = (name, forbidden) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: forbidden },
});
const NODE = '^node:|^(fs|net|path|http|https|crypto|os|child_process|events|stream|url|util)$';
const ELECTRON = '(^|/)electron(/|$)';
const REACT = 'node_modules/(react|react-dom|react-aria-components|zustand)/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'Files that Vite gives a URL are looked up by it, through the exports of their package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker&)?url$' },
    },
    layer('core', `^src/(?!core/)|${NODE}|${ELECTRON}|${REACT}`),
    {
      name: 'core-no-node-builtins',
      severity: 'error',
      from: { path: '^src/(core|contracts|renderer)/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    layer('contracts', `^src/(?!core/|contracts/)|${ELECTRON}|${REACT}`),
    layer('station', `^src/(?!core/|contracts/|station/)|${ELECTRON}|${REACT}`),
    layer('cli', `^src/(?!core/|contracts/|station/|cli/)|${ELECTRON}|${REACT}`),
    layer('main', `^src/(renderer|preload)/|${REACT}`),
    layer('preload', `^src/(?!contracts/|preload/)|${REACT}`),
    layer('renderer', `^src/(?!core/|contracts/|renderer/)|${ELECTRON}`),
    {
      name: 'protocols-apart',
      comment: 'A protocol folder never imports another; one registry names them all.',
      severity: 'error',
      from: { path: '^src/core/protocols/([^/]+)/' },
      to: { path: '^src/core/protocols/[^/]+/', pathNot: '^src/core/protocols/$1/' },
    },
    {
      name: 'instruments-apart',
      comment: 'Instruments never import each other.',
      severity: 'error',
      from: { path: '^src/(core|renderer)/instruments/([^/]+)/' },
      to: { path: '^src/(core|renderer)/instruments/[^/]+/', pathNot: '^src/(core|renderer)/instruments/($2|shared)/' },
    },
    {
      name: 'instruments-not-player',
      severity: 'error',
      from: { path: '^src/renderer/instruments/' },
      to: { path: '^src/renderer/player/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Scripts that make test data run in Node, whatever layer's tests they serve.
    exclude: { path: '/fixtures/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
