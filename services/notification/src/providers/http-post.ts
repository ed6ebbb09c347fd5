import { type LookupAddress, lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { HttpAnswerError, HttpConnectionError, PermanentError } from '../domain/http-failure';
import { isPublicAddress } from '../domain/private-address';

export interface PostOptions {
  url: string;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
  /** Only addresses of the public internet are spoken to. */
  publicOnly: boolean;
}

/** More of an answer is not read. */
const MAX_ANSWER_BYTES = 16_384;

/**
 * One POST over a connection of its own; answers the body of a 2xx answer. Redirects are not followed. The address is
 * checked where the name is resolved for this very connection, so that a name cannot change its meaning in between.
 */
export async function post({ url, headers, body, signal, publicOnly }: PostOptions): Promise<string> {
  const target = new URL(url);
  const literal = target.hostname.replace(/^\[|\]$/g, '');
  if (publicOnly && isIP(literal) !== 0 && !isPublicAddress(literal)) throw refused();
  if (signal.aborted) throw new HttpConnectionError('stopped before it was sent', false);
  return new Promise<string>((resolve, reject) => {
    let connected = false;
    let settled = false;
    const fail = (error: Error) => {
      if (settled) return;
      settled = true;
      reject(error);
    };
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(
      target,
      {
        method: 'POST',
        agent: false,
        headers: { 'user-agent': 'Fairlead', ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal,
        ...(publicOnly ? { lookup: publicLookup } : {}),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const finish = () => {
          if (settled) return;
          settled = true;
          const status = answer.statusCode ?? 0;
          const text = Buffer.concat(chunks).toString('utf8');
          if (status >= 200 && status < 300) resolve(text);
          else reject(new HttpAnswerError(status, text, answer.headers['retry-after']));
        };
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= MAX_ANSWER_BYTES) {
            chunks.push(chunk);
            return;
          }
          finish();
          outgoing.destroy();
        });
        answer.on('end', finish);
        answer.on('error', () => fail(new HttpConnectionError('the answer broke off', true)));
      },
    );
    outgoing.on('socket', (socket) => {
      socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof PermanentError) fail(error);
      else fail(new HttpConnectionError(wordsOf(error), connected));
    });
    outgoing.end(body);
  });
}

const refused = () => new PermanentError('address_refused', 'the address is not one of the public internet');

/** Words without addresses: only the code, where there is one. */
const wordsOf = (error: NodeJS.ErrnoException): string => {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time';
  return error.code ?? 'the connection failed';
};

/** Resolves a name for a connection; fails when any of its addresses is not a public one. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as LookupAddress[];
    if (error) return callback(error, '');
    if (addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address))) {
      return callback(refused() as NodeJS.ErrnoException, '');
    }
    if (options.all) return callback(null, addresses);
    const [first] = addresses as [LookupAddress];
    callback(null, first.address, first.family);
  });
};
