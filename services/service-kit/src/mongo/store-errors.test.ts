import { classifyStoreError, retryStore } from './store-errors';

const error = (fields: object) => Object.assign(new Error('x'), fields);

describe('store errors', () => {
  it.each([
    ['duplicate', error({ code: 11000 })],
    ['conflict', error({ code: 112 })],
    ['unavailable', error({ code: 10107 })],
    ['unavailable', error({ code: 43, name: 'MongoServerError' })],
    ['unavailable', error({ name: 'MongoNetworkError' })],
    ['unavailable', error({ name: 'MongoServerSelectionError' })],
    ['other', error({ code: 2 })],
    ['other', new TypeError('Network of mine')],
  ])('are classified as %s', (kind, fault) => {
    expect(classifyStoreError(fault)).toBe(kind);
  });

  it('are retried within the budget only', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      if (calls < 4) throw error({ code: 112 });
      return calls;
    };
    expect(await retryStore(work)).toBe(4);
    await expect(retryStore(() => Promise.reject(error({ code: 112 })), { budgetMs: 100 })).rejects.toMatchObject({
      code: 112,
    });
    await expect(retryStore(() => Promise.reject(error({ code: 2 })))).rejects.toMatchObject({ code: 2 });
  });
});
