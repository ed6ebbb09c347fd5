import type { Done } from '../lib/bulk';
import { type TagChange, tagsAfter } from '../lib/tags';
import { assignLead, changeTags } from './commands';
import { ApiError } from './http';
import { readCustomer, readOwnership } from './lists';
import { onFresh } from './on-fresh';
import { sendSurely } from './sure';
import type { Customer } from './types';

const API = { assignLead, changeTags, readCustomer, readOwnership };
/** The part of the REST API that commands on many rows use. */
export type BulkApi = typeof API;

/** Gives a lead to a rep. It goes back to the former owner, unless somebody changed it in between. */
export const assignTo =
  (repId: string, api: BulkApi = API) =>
  async ({ id, ownership }: Customer): Promise<Done> => {
    const given = await onFresh(
      { ownerId: ownership?.ownerId ?? '', etag: ownership?.revision ?? '' },
      async () => {
        const found = await api.readOwnership(id);
        return { ownerId: found.ownership?.ownerId ?? '', etag: found.etag };
      },
      ({ ownerId, etag }) =>
        ownerId === repId ? undefined : sendSurely((requestId) => api.assignLead(id, repId, { etag, requestId })),
    );
    if (!given) return { outcome: 'unchanged' };
    const former = given.seen.ownerId;
    // The API has no way back into a pool that leaves no cool-down behind.
    if (former === '') return { outcome: 'done' };
    const { etag } = given.answer;
    return {
      outcome: 'done',
      undo: () => sendSurely((requestId) => api.assignLead(id, former, { etag, requestId })),
    };
  };

/** Adds and removes tags. The former ones come back, unless somebody changed them in between. */
export const tagWith =
  (change: TagChange, api: BulkApi = API) =>
  async (row: Customer): Promise<Done> => {
    const put = (tags: string[], etag: string) =>
      sendSurely((requestId) => api.changeTags(row.id, tags, { etag, requestId }));
    const changed = await onFresh(
      row,
      () => api.readCustomer(row.id),
      ({ tags, etag }) => {
        const wanted = tagsAfter(tags, change);
        return wanted && put(wanted, etag);
      },
    );
    if (!changed) return { outcome: 'unchanged' };
    const { seen, answer } = changed;
    const same = (tags: string[]) => JSON.stringify(tags) === JSON.stringify(answer.tags);
    const undo = () =>
      onFresh(
        answer,
        () => api.readCustomer(row.id),
        ({ tags, etag }) => (same(tags) ? put(seen.tags, etag) : refuse()),
      );
    return { outcome: 'done', undo };
  };

/** Somebody changed the tags themselves: what they did stays. */
const refuse = () => Promise.reject(new ApiError(409, 'STALE_ETAG', 'The tags were changed in between.'));
