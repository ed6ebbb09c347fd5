import type { Records } from '../api/dashboard';
import { query } from '../api/http';

/** A page that shows a list of the API. */
interface Page {
  path: string;
  /** Name of each filter in the page's address, by its name in the API. */
  names: Record<string, string>;
}

const OWNED = { ownerId: 'owner', teamId: 'team' };

const PAGES: Record<string, Page> = {
  '/obligations': {
    path: '/processes',
    names: { ...OWNED, openOnly: 'openOnly', dueAfter: 'after', dueBefore: 'before' },
  },
  '/customers': { path: '/customers', names: { ...OWNED, state: 'state', stage: 'stage' } },
  '/orders': {
    path: '/orders',
    names: {
      ownerId: 'ownerId',
      teamId: 'teamId',
      state: 'state',
      countedOnly: 'countedOnly',
      currencyCode: 'currencyCode',
      fromDate: 'fromDate',
      beforeDate: 'beforeDate',
    },
  },
};

/**
 * Address of the page that shows exactly the records of a figure; undefined where no page can: a list that shows others
 * too would be worse than none.
 */
export function linkTo(records: Records | null | undefined): string | undefined {
  const page = records ? PAGES[records.path] : undefined;
  if (!records || !page) return undefined;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(records.query)) {
    const own = page.names[name];
    if (own === undefined) return undefined;
    values[own] = value;
  }
  return `${page.path}${query(page.path === '/processes' ? processValues(values) : values)}`;
}

/** The page of processes shows what runs unless its address says otherwise. */
const processValues = ({ openOnly, ...values }: Record<string, string>): Record<string, string> =>
  openOnly === 'true' ? values : { ...values, state: 'all' };
