/** A service knows the contracts and the kit, never another service's code. */
module.exports = {
  forbidden: [
    {
      name: 'no-service-to-service',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/(?!service-kit/)([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'workflows-demo-and-load-tests-use-contracts-only',
      severity: 'error',
      from: { path: '^(workflows|demo|load-tests)/' },
      to: { path: '^services/(?!service-kit/)' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '/domain/', pathNot: '\\.test\\.ts$' },
      to: { path: '(mongoose|nice-grpc|express|/grpc/|/repository/|/application/)' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules|dist|gen' },
    // The console is JSX, which this parser does not read; it imports no service, which turbo's boundaries hold.
    exclude: { path: '(^|/)(dist|gen|node_modules)/|^services/console/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
