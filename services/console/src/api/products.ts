import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { readAll } from '../lib/read-all';
import type { CommandOptions } from './commands';
import { query, request } from './http';
import type { Money } from './types';

export interface Product {
  /** Article number. */
  id: string;
  etag: string;
  displayName: string;
  category: string;
  unit: string;
  listPrice: Money;
  discontinued: boolean;
}

interface ProductPage {
  products: Product[];
  nextPageToken: string;
}

const KEY = 'products';
const PRODUCT_PAGES = 10;

const readPage = (orderableOnly: string, pageToken: string, pageSize: number, signal: AbortSignal) =>
  request<ProductPage>('GET', `/products${query({ orderableOnly, pageSize, pageToken })}`, { signal });

/** The products that may be ordered, up to two thousand; others are named by their article number. */
export const useProducts = () =>
  useQuery({
    queryKey: [KEY, 'orderable'],
    queryFn: ({ signal }) =>
      readAll(async (pageToken) => {
        const { products, nextPageToken } = await readPage('true', pageToken, 200, signal);
        return { rows: products, nextPageToken };
      }, PRODUCT_PAGES),
    staleTime: 60_000,
  });

/** A page of the catalogue, by article number; `orderableOnly` is `true` or empty. */
export const useProductPage = (orderableOnly: string, pageToken: string, pageSize: number) =>
  useQuery({
    queryKey: [KEY, 'page', orderableOnly, pageToken, pageSize],
    queryFn: ({ signal }) => readPage(orderableOnly, pageToken, pageSize, signal),
    placeholderData: keepPreviousData,
  });

/** What shows products has to be read again after a change of one. */
export const PRODUCT_QUERIES = { queryKey: [KEY] };

export const createProduct = (body: object, requestId: string) =>
  request<Product>('POST', '/products', { body, requestId });

export const updateProduct = (id: string, body: object, options: CommandOptions) =>
  request<Product>('PATCH', `/products/${encodeURIComponent(id)}`, { body, ...options });
