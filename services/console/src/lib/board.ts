import type { InfiniteData } from '@tanstack/react-query';
import type { Customer, CustomerList } from '../api/types';

/** The loaded pages of a column. */
export type ColumnData = InfiniteData<CustomerList>;

const mapPages = (data: ColumnData, change: (customers: Customer[], index: number) => Customer[]): ColumnData => ({
  ...data,
  pages: data.pages.map((page, index) => ({ ...page, customers: change(page.customers, index) })),
});

/** The column without a card. */
export const withoutCard = (data: ColumnData | undefined, id: string): ColumnData | undefined =>
  data && mapPages(data, (customers) => customers.filter((customer) => customer.id !== id));

/** The column with a card at its top, once. A column that is not loaded yet stays so. */
export const withCard = (data: ColumnData | undefined, card: Customer): ColumnData | undefined =>
  data &&
  mapPages(data, (customers, index) => {
    const others = customers.filter(({ id }) => id !== card.id);
    return index === 0 ? [card, ...others] : others;
  });
