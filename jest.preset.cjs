// Shared by every CommonJS workspace. ESM-only packages are transformed, everything else in node_modules is not.
const esmOnly = [
  'jose',
  'meilisearch',
  'minisearch',
  'opencc-js',
  '@marcbachmann/cel-js',
  'd3-random',
  'tinyqueue',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@borewit/text-codec',
  '@tokenizer/inflate',
  'oidc-provider',
  'openid-client',
  'oauth4webapi',
];
const swc = [
  '@swc/jest',
  { jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: false } }, module: { type: 'commonjs' } },
];
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.test.ts'],
  transform: { '\\.(ts|m?js)$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  testTimeout: 30000,
  reporters: ['default', `${__dirname}/tests/reporter.cjs`],
};
