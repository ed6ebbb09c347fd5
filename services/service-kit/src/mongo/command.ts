import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Principal } from '../auth/principal';
import { invalidArgument } from '../errors/app-error';
import { isUuid } from '../validate/faults';
import type { RequestRecord } from './aggregate';

const NAMESPACE = '6f3c9a52-5f0e-5c0e-9b51-0d8f6f1a7c11';

/** Identity of a command: who asks for what under which request id. */
export interface Command {
  method: string;
  caller: string;
  requestId: string;
  hash: string;
}

/** A response type of the generated code. */
export interface Codec<R> {
  encode(message: R): { finish(): Uint8Array };
  decode(bytes: Uint8Array): R;
}

/** Identity of a request; INVALID_ARGUMENT when its request_id is no UUID. */
export function commandOf<Q extends { requestId: string }>(
  principal: Principal,
  method: string,
  codec: Codec<Q>,
  request: Q,
): Command {
  if (!isUuid(request.requestId)) throw invalidArgument([{ field: 'request_id', description: 'must be a UUID' }]);
  const hash = createHash('sha256').update(codec.encode(request).finish()).digest('base64');
  return { method, caller: principal.sub, requestId: request.requestId.toLowerCase(), hash };
}

/** Id of what a create command makes: the same command meets its own document, see docs/adr/0004. */
export const createdId = (command: Pick<Command, 'method' | 'requestId'>) =>
  derivedId(command.method, command.requestId);

/** A stable UUID for a business key. */
export const derivedId = (...key: string[]) => uuidv5(key.join('\n'), NAMESPACE);

/** The stored record when this is a repetition; INVALID_ARGUMENT when the id was used for something else. */
export function findReplay(records: RequestRecord[], command: Command): RequestRecord | undefined {
  const record = records.find((candidate) => candidate.id === command.requestId);
  if (!record) return undefined;
  if (record.caller !== command.caller) {
    throw invalidArgument([{ field: 'request_id', description: 'was used by another caller' }], 'REQUEST_ID_FOREIGN');
  }
  if (record.method !== command.method || record.hash !== command.hash) {
    throw invalidArgument([{ field: 'request_id', description: 'was used for another request' }], 'REQUEST_ID_REUSED');
  }
  return record;
}

/** A kept response as the codecs take it: lean reads give BSON binaries where a Buffer was written. */
export const bytes = (value: Buffer | { buffer: Uint8Array }): Uint8Array =>
  value instanceof Uint8Array ? value : value.buffer;
