import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isUuid, onBehalfOf } from '@fairlead/service-kit';
import { type Request, type Response, Router } from 'express';
import type { CallOptions } from 'nice-grpc';
import { z } from 'zod';
import { type Caller, callerOf } from '../auth/authenticate';
import { toJson } from './json';
import { HttpError } from './problems';

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** What a handler gets: checked input, the caller, and call options that carry the caller's token. */
export interface Call<Q, B> {
  params: Record<string, string>;
  query: Q;
  body: B;
  /** The Idempotency-Key of a command. */
  requestId: string;
  /** The bytes of an upload; nothing for other routes. */
  content: AsyncIterable<Uint8Array>;
  /** The If-Match of a change, without quotes; empty when none was sent. */
  etag: string;
  caller: Caller;
  options: CallOptions;
}

/** A route with everything that its documentation needs. */
export interface Route<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  method: Method;
  /** Path below /api/v1, `{name}` for parameters, e.g. `/customers/{id}:convert`. */
  path: string;
  summary: string;
  tag: string;
  query?: Q;
  body?: B;
  /** Commands need an Idempotency-Key. */
  command?: boolean;
  /** `required`: changes need an If-Match; `optional`: it is passed on when it is there. */
  ifMatch?: 'required' | 'optional';
  status?: 200 | 201 | 204;
  /** The body is a file (application/octet-stream), taken as it comes in. */
  upload?: boolean;
  /** The answer is a file: `handle` answers parts of it, or a FileAnswer where each file has a name and type of its own. */
  download?: { contentType: string; fileName?: string };
  /** Full name of the proto message that it answers with, or a schema of its own. */
  answer?: string | z.ZodType;
  handle(call: Call<z.infer<Q>, z.infer<B>>): Promise<unknown>;
}

/** Keeps the types of one route's query and body together. */
export const route = <Q extends z.ZodType = typeof NO_QUERY, B extends z.ZodType = z.ZodType>(
  definition: Route<Q, B>,
): Route => definition as unknown as Route;

const NO_QUERY = z.strictObject({});

/** Query values of every list. */
export const paging = {
  pageSize: z.coerce.number().int().min(0).max(1000).default(0),
  pageToken: z.string().max(2000).default(''),
};
export const queryFlag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
/** A query value that may be given several times: `?tag=a&tag=b`. */
export const queryList = <T extends z.ZodType<string, string>>(value: T) =>
  z.preprocess((given) => (given === undefined ? given : [given].flat()), z.array(value).max(1000).default([]));
export const NO_BODY = z.strictObject({});

/** Mounts routes: input is checked strictly, output is sent as JSON. */
export function apiRouter(routes: Route[]): Router {
  const router = Router();
  for (const definition of routes) {
    router[definition.method](expressPath(definition.path), async (request, response) => {
      const abort = new AbortController();
      response.once('close', () => abort.abort());
      const result = await definition.handle(readCall(definition, request, abort.signal));
      if (definition.download) return sendFile(fileAnswer(result, definition.download), response);
      if (result === undefined) return void response.status(204).end();
      response.status(definition.status ?? 200).json(toJson(result));
    });
  }
  return router;
}

interface FilePart {
  content: Uint8Array;
}

/** A file with what its answer says of it. */
export interface FileAnswer {
  contentType: string;
  fileName: string;
  headers?: Record<string, string>;
  parts: AsyncIterable<FilePart>;
}

const fileAnswer = (result: unknown, { contentType, fileName = 'file' }: { contentType: string; fileName?: string }) =>
  'parts' in (result as object)
    ? (result as FileAnswer)
    : { contentType, fileName, parts: result as AsyncIterable<FilePart> };

/** Sends parts as they come; a failure before the first one is still answered as a problem. */
async function sendFile({ contentType, fileName, headers = {}, parts }: FileAnswer, response: Response): Promise<void> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  // The name also in the form of RFC 5987, for letters beyond Latin; after it the type, which the name would change.
  response.attachment(fileName).set('content-type', contentType).set(headers);
  const contents = async function* () {
    for (let next = first; !next.done; next = await iterator.next()) yield next.value.content;
  };
  await pipeline(Readable.from(contents()), response);
}

/** `{id}:convert` → `:id\:convert`, which Express reads as a parameter and a literal. */
const expressPath = (path: string) => path.replaceAll(':', '\\:').replace(/\{(\w+)\}/g, ':$1');

const NO_CONTENT: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };

function readCall(definition: Route, request: Request, signal: AbortSignal): Call<unknown, unknown> {
  const caller = callerOf(request);
  const query = (definition.query ?? NO_QUERY).parse(request.query);
  const body = definition.body?.parse(request.body ?? {});
  const requestId = request.get('idempotency-key') ?? '';
  if (definition.command && !isUuid(requestId)) {
    const fault = { field: 'Idempotency-Key', description: 'must be a UUID' };
    throw new HttpError(400, 'IDEMPOTENCY_KEY_MISSING', 'The header Idempotency-Key must be a UUID.', [fault]);
  }
  if (definition.upload && !request.is('application/octet-stream')) {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as application/octet-stream.');
  }
  const etag = definition.ifMatch ? (request.get('if-match') ?? '').replace(/^"|"$/g, '') : '';
  if (definition.ifMatch === 'required' && etag === '') {
    throw new HttpError(428, 'IF_MATCH_MISSING', 'The header If-Match must carry the etag that was read.');
  }
  const params = request.params as Record<string, string>;
  // A refusal in the middle leaves the request open: the answer still has to reach the sender.
  const content: AsyncIterable<Uint8Array> = definition.upload
    ? request.iterator({ destroyOnReturn: false })
    : NO_CONTENT;
  return { params, query, body, requestId, content, etag, caller, options: { ...onBehalfOf(caller), signal } };
}
