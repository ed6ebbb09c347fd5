import { z } from 'zod';
import { paging, queryFlag, type Route, route } from '../http/api-router';
import { maskOf } from '../http/fields';
import type { RouteDeps } from './deps';
import { money } from './orders';

const PRODUCT = 'crm.order.v1.Product';
const values = {
  displayName: z.string(),
  category: z.string(),
  unit: z.string(),
  listPrice: money,
  discontinued: z.boolean(),
};

/** The product catalogue. */
export function productRoutes({ clients: { catalogue } }: RouteDeps): Route[] {
  const tag = 'Orders';
  return [
    route({
      method: 'get',
      path: '/products',
      summary: 'Pages through the catalogue, by article number.',
      tag,
      query: z.strictObject({ ...paging, orderableOnly: queryFlag }),
      answer: 'crm.order.v1.ListProductsResponse',
      handle: ({ query, options }) => catalogue.listProducts(query, options),
    }),
    route({
      method: 'post',
      path: '/products',
      summary: 'Adds a product.',
      tag,
      body: z.strictObject(values).partial().extend({ id: z.string(), displayName: z.string(), listPrice: money }),
      command: true,
      status: 201,
      answer: PRODUCT,
      handle: ({ body, requestId, options }) => catalogue.createProduct({ product: body, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/products/{id}',
      summary: 'Reads a product.',
      tag,
      answer: PRODUCT,
      handle: ({ params, options }) => catalogue.getProduct({ productId: params.id }, options),
    }),
    route({
      method: 'patch',
      path: '/products/{id}',
      summary: 'Changes a product; orders keep what they were made with.',
      tag,
      body: z.strictObject(values).partial(),
      command: true,
      ifMatch: 'required',
      answer: PRODUCT,
      handle: ({ params, body, etag, requestId, options }) =>
        catalogue.updateProduct(
          { product: { ...body, id: params.id, etag }, updateMask: maskOf(body), requestId },
          options,
        ),
    }),
  ];
}
