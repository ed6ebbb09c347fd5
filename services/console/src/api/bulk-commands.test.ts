import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readTags, tagsAfter } from '../lib/tags';
import { assignTo, type BulkApi, tagWith } from './bulk-commands';
import { ApiError } from './http';
import { sendSurely } from './sure';
import type { Customer } from './types';

const stale = () => new ApiError(409, 'STALE_ETAG', 'stale');
const row = (ownerId = 'ann') =>
  ({ id: 'c1', etag: '1', tags: ['a'], ownership: { ownerId, revision: '7' } }) as unknown as Customer;

const api = {
  assignLead: vi.fn<BulkApi['assignLead']>(),
  changeTags: vi.fn<BulkApi['changeTags']>(),
  readCustomer: vi.fn<BulkApi['readCustomer']>(),
  readOwnership: vi.fn<BulkApi['readOwnership']>(),
};
beforeEach(() => vi.resetAllMocks());
const answer = (etag: string) => ({ leadId: 'c1', etag }) as never;
const etags = (call: { mock: { calls: unknown[][] } }) =>
  call.mock.calls.map((args) => (args[2] as { etag: string }).etag);
const keys = (call: { mock: { calls: unknown[][] } }) =>
  call.mock.calls.map((args) => (args[2] as { requestId: string }).requestId);

describe('assigning a row', () => {
  it('uses the version of the list, and gives it back with the version of the answer', async () => {
    api.assignLead.mockResolvedValue(answer('8'));
    const done = await assignTo('bob', api)(row());
    expect(done.outcome).toBe('done');
    await done.undo?.();
    expect(api.assignLead.mock.calls.map(([, rep]) => rep)).toEqual(['bob', 'ann']);
    expect(etags(api.assignLead)).toEqual(['7', '8']);
  });
  it('reads again once when it is stale, as another command', async () => {
    api.assignLead.mockRejectedValueOnce(stale()).mockResolvedValueOnce(answer('10'));
    api.readOwnership.mockResolvedValue({ etag: '9', ownership: { ownerId: 'cat' } } as never);
    const done = await assignTo('bob', api)(row());
    expect(etags(api.assignLead)).toEqual(['7', '9']);
    expect(new Set(keys(api.assignLead)).size).toBe(2);
    api.assignLead.mockResolvedValueOnce(answer('11'));
    await done.undo?.();
    expect(api.assignLead.mock.lastCall?.[1]).toBe('cat');
  });
  it('fails when it is stale twice', async () => {
    api.assignLead.mockRejectedValue(stale());
    api.readOwnership.mockResolvedValue({ etag: '9', ownership: { ownerId: 'cat' } } as never);
    await expect(assignTo('bob', api)(row())).rejects.toMatchObject({ code: 'STALE_ETAG' });
    expect(api.assignLead).toHaveBeenCalledTimes(2);
  });
  it('leaves alone what belongs to the rep already', async () => {
    expect(await assignTo('ann', api)(row())).toEqual({ outcome: 'unchanged' });
    expect(api.assignLead).not.toHaveBeenCalled();
  });
  it('has no way back for what lay in a pool', async () => {
    api.assignLead.mockResolvedValue(answer('8'));
    expect(await assignTo('bob', api)(row(''))).toEqual({ outcome: 'done' });
  });
});

describe('tagging a row', () => {
  const fresh = (etag: string, ...tags: string[]) => ({ ...row(), etag, tags });
  it('changes the fresh tags when the list was old, and puts the former ones back', async () => {
    api.changeTags.mockRejectedValueOnce(stale()).mockResolvedValueOnce(fresh('3', 'a', 'x', 'b'));
    api.readCustomer.mockResolvedValueOnce(fresh('2', 'a', 'x'));
    const done = await tagWith({ add: ['b'], remove: [] }, api)(row());
    expect(api.changeTags.mock.lastCall).toMatchObject(['c1', ['a', 'x', 'b'], { etag: '2' }]);
    api.changeTags.mockResolvedValueOnce(fresh('4', 'a', 'x'));
    await done.undo?.();
    expect(api.changeTags.mock.lastCall).toMatchObject(['c1', ['a', 'x'], { etag: '3' }]);
  });
  it('takes nothing back that somebody else changed', async () => {
    api.changeTags.mockResolvedValueOnce(fresh('2', 'a', 'b')).mockRejectedValueOnce(stale());
    const done = await tagWith({ add: ['b'], remove: [] }, api)(row());
    api.readCustomer.mockResolvedValueOnce(fresh('3', 'a', 'b', 'mine'));
    await expect(done.undo?.()).rejects.toMatchObject({ code: 'STALE_ETAG' });
    expect(api.changeTags).toHaveBeenCalledTimes(2);
  });
  it('sends nothing where nothing changes', async () => {
    expect(await tagWith({ add: ['a'], remove: ['z'] }, api)(row())).toEqual({ outcome: 'unchanged' });
    expect(api.changeTags).not.toHaveBeenCalled();
  });
});

it('repeats a command whose answer is not known, with the same key', async () => {
  const seen: string[] = [];
  const answered = await sendSurely(async (requestId) => {
    seen.push(requestId);
    if (seen.length < 3) throw new ApiError(seen.length === 1 ? 0 : 503, 'OFFLINE', '');
    return 'done';
  });
  expect(answered).toBe('done');
  expect(new Set(seen).size).toBe(1);
  await expect(
    sendSurely(async () => {
      throw stale();
    }),
  ).rejects.toMatchObject({ code: 'STALE_ETAG' });
});

it('reads tags as people type them', () => {
  expect(readTags(' vip, 展会，vip；x ')).toEqual(['vip', '展会', 'x']);
  expect(tagsAfter(['a', 'b'], { add: ['c'], remove: ['a'] })).toEqual(['b', 'c']);
  expect(tagsAfter(['a'], { add: ['a'], remove: [] })).toBeUndefined();
});
