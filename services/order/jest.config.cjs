module.exports = {
  ...require('../../jest.preset.cjs'),
  rootDir: __dirname,
  globalSetup: '../../deploy/local/jest-global-setup.cjs',
  globalTeardown: '../../deploy/local/jest-global-teardown.cjs',
};
