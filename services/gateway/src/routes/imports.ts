import { customer } from '@fairlead/proto';
import { z } from 'zod';
import { NO_BODY, paging, type Route, route } from '../http/api-router';
import { protoEnum } from '../http/fields';
import { inPieces } from '../http/pieces';
import type { RouteDeps } from './deps';

const IMPORT = 'crm.customer.v1.Import';

const start = z.strictObject({
  dryRun: z.boolean().default(false),
  kind: protoEnum(customer.ImportKind),
  mapping: z.strictObject({
    columns: z.array(z.strictObject({ column: z.string(), field: z.string() })).max(200),
    constants: z.record(z.string(), z.string()).default({}),
  }),
  allowSameName: z.boolean().default(false),
});

/** Bringing customers in from CSV and XLSX files. */
export function importRoutes({ clients: { imports } }: RouteDeps): Route[] {
  const tag = 'Imports';
  return [
    route({
      method: 'post',
      path: '/imports',
      summary: 'Stores a CSV or XLSX file; nothing of it comes in before the import is started.',
      tag,
      query: z.strictObject({ fileName: z.string() }),
      upload: true,
      command: true,
      status: 201,
      answer: IMPORT,
      handle: ({ query: { fileName }, content, requestId, options }) =>
        imports.uploadImport(uploadMessages(fileName, requestId, content), options),
    }),
    route({
      method: 'get',
      path: '/imports',
      summary: 'Pages through the imports in scope, newest first.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.customer.v1.ListImportsResponse',
      handle: ({ query, options }) => imports.listImports(query, options),
    }),
    route({
      method: 'get',
      path: '/imports/{id}',
      summary: 'Reads an import with its progress.',
      tag,
      answer: IMPORT,
      handle: ({ params, options }) => imports.getImport({ importId: params.id }, options),
    }),
    route({
      method: 'get',
      path: '/imports/{id}/preview',
      summary: 'The first rows, and how the columns could be used.',
      tag,
      answer: 'crm.customer.v1.ImportPreview',
      handle: ({ params, options }) => imports.previewImport({ importId: params.id }, options),
    }),
    route({
      method: 'post',
      path: '/imports/{id}:start',
      summary: 'Checks every row (dryRun), or carries the import out.',
      tag,
      body: start,
      command: true,
      ifMatch: 'optional',
      answer: IMPORT,
      handle: ({ params, body, etag, requestId, options }) =>
        imports.startImport({ ...body, importId: params.id, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: '/imports/{id}:cancel',
      summary: 'Stops a running import after its present batch.',
      tag,
      body: NO_BODY,
      command: true,
      answer: IMPORT,
      handle: ({ params, requestId, options }) => imports.cancelImport({ importId: params.id, requestId }, options),
    }),
    route({
      method: 'get',
      path: '/imports/{id}/rejected-rows',
      summary: 'Pages through the rows that did not come in, with everything that is wrong with each.',
      tag,
      query: z.strictObject(paging),
      answer: 'crm.customer.v1.ListRejectedRowsResponse',
      handle: ({ params, query, options }) => imports.listRejectedRows({ importId: params.id, ...query }, options),
    }),
    route({
      method: 'get',
      path: '/imports/{id}/rejected-rows.csv',
      summary: 'The same rows as a file that can be mended and uploaded again.',
      tag,
      download: { contentType: 'text/csv; charset=utf-8', fileName: 'rejected-rows.csv' },
      handle: async ({ params, options }) => imports.downloadRejectedRows({ importId: params.id }, options),
    }),
  ];
}

async function* uploadMessages(fileName: string, requestId: string, content: AsyncIterable<Uint8Array>) {
  yield { part: { $case: 'header' as const, value: { fileName, requestId } } };
  for await (const value of inPieces(content)) yield { part: { $case: 'content' as const, value } };
}
