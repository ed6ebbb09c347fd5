// One document store for a workspace's test run; each test file uses a database of its own.
module.exports = async () => {
  const { startDocumentStore } = require('./dist/document-store');
  const store = await startDocumentStore();
  globalThis.__documentStore = store;
  process.env.TEST_MONGODB_URI = store.uri;
  process.env.TEST_MONGODB_LOCAL_STORE = String(store.localStore);
};
