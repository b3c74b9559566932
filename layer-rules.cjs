// The pyramid, bottom first. A layer may import the layers before it, never after.
const LAYERS = ['kernel', 'expression', 'ml', 'warehouse', 'services', 'products', 'contract', 'entrypoints', 'app'];
// Asserted beside this: dependency-cruiser 17 sees no TypeScript 7 file at all and then reports success, so give it
// TypeScript 5.9 (an alias will do) and fail the check when it cruised fewer modules than the tree has.
// Services form a line too: each may use the ones before it.
const SERVICES = [
  'profile',
  'audience',
  'metrics',
  'experiment',
  'discovery',
  'ledger',
  'allocation',
  'decision',
  'campaign',
];

const any = (names) => names.join('|');
const upward = (dir, order) =>
  order.slice(0, -1).map((name, i) => ({
    name: `${name}-imports-upward`,
    severity: 'error',
    comment: `${dir}${name} may import only what comes before it in the list`,
    from: { path: `^src/${dir}${name}/` },
    to: { path: `^src/${dir}(${any(order.slice(i + 1))})/` },
  }));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...upward('', LAYERS),
    ...upward('services/', SERVICES),
    {
      name: 'contract-knows-only-values',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { path: '^src/', pathNot: '^src/(contract|expression|kernel)/' },
    },
    {
      name: 'console-knows-only-contract',
      severity: 'error',
      comment: 'and the expression language, which runs in the browser',
      from: { path: '^console/' },
      to: { path: '^src/', pathNot: '^src/(contract|expression)/' },
    },
    {
      name: 'console-features-are-islands',
      severity: 'error',
      from: { path: '^console/src/features/([^/]+)/' },
      to: { path: '^console/src/(features/(?!$1/)|app/)' },
    },
    {
      name: 'products-are-islands',
      severity: 'error',
      from: { path: '^src/products/([^/]+)/' },
      to: { path: '^src/products/', pathNot: '^src/products/$1/' },
    },
    {
      name: 'adapters-only-from-app',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(app|adapters)/', '\\.(test|conformance)\\.ts$'] },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'adapters-implement-ports-only',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: `^src/(${any(['ml', 'products', 'contract', 'entrypoints', 'app'])})/` },
    },
    {
      name: 'ports-are-owned-below-products',
      severity: 'error',
      from: {},
      to: { path: '^src/(?!(warehouse|services|kernel)/).*\\.port\\.ts$' },
    },
    {
      name: 'adapters-are-islands',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'enter-by-the-front-door',
      severity: 'error',
      comment: 'from outside, a service or product is its index.ts or its ports',
      from: { path: '^src/([^/]+)/([^/]+)/' },
      to: {
        path: '^src/(warehouse|services|products)/[^/]+/',
        pathNot: ['^src/$1/$2/', '/index\\.ts$', '\\.(port|conformance)\\.ts$'],
      },
    },
    {
      name: 'drivers-live-in-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/' },
      to: { path: '(^|node_modules/)(@duckdb|lmdb|ioredis|@opensearch-project|@elastic|kafkajs|hive-driver)' },
    },
    {
      name: 'pure-core',
      severity: 'error',
      comment: 'kernel, expression and ml do no I/O and start no threads',
      from: { path: '^src/(kernel|expression|ml)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|net|http|https|child_process|worker_threads|os)' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { pathNot: '\\.(test|conformance)\\.ts$' },
      to: { path: '\\.(test|conformance)\\.ts$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.test\\.tsx?$'] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
