module.exports = {
  ...require('../../jest.preset.cjs'),
  rootDir: __dirname,
  // Each suite has a platform with ports of its own; most of the time they wait.
  maxWorkers: 2,
  testSequencer: `${__dirname}/longest-first.cjs`,
};
