module.exports = async () => {
  await globalThis.__documentStore?.stop();
};
