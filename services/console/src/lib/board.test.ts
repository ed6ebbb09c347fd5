import { expect, it } from 'vitest';
import type { Customer } from '../api/types';
import { type ColumnData, withCard, withoutCard } from './board';

const card = (id: string) => ({ id, displayName: id }) as Customer;
const column = (...pages: string[][]): ColumnData => ({
  pages: pages.map((ids) => ({ customers: ids.map(card), nextPageToken: '' })),
  pageParams: [],
});
const idsOf = (data: ColumnData | undefined) => data?.pages.map(({ customers }) => customers.map(({ id }) => id));

it('takes a card out of whatever page it is on, and puts it on top once', () => {
  expect(idsOf(withoutCard(column(['a', 'b'], ['c']), 'c'))).toEqual([['a', 'b'], []]);
  expect(idsOf(withCard(column(['a', 'b'], ['c']), card('c')))).toEqual([['c', 'a', 'b'], []]);
  expect(withCard(undefined, card('c'))).toBeUndefined();
});
