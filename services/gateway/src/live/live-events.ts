import type { event as proto } from '@fairlead/proto';
import { fromClientError, type Logger, onBehalfOf, pause } from '@fairlead/service-kit';
import type { Request, RequestHandler, Response } from 'express';
import { decodeJwt } from 'jose';
import { callerOf } from '../auth/authenticate';
import type { Clients } from '../clients';
import { toJson } from '../http/json';
import { formatPositions, type LogName, type Positions, parsePositions } from './positions';

const KEEP_ALIVE_MS = 15_000;
const RETRY_MS = [200, 1000, 3000];
/** A reader that is this many bytes behind is cut off; it resumes from the last event it saw. */
const MAX_BUFFERED_BYTES = 1_000_000;

/** Server-sent events: what happens to the records in the caller's scope, from now or from the last event seen. */
export function liveEvents(clients: Pick<Clients, 'logs'>, logger: Logger, closing: AbortSignal): RequestHandler {
  return async (request: Request, response: Response) => {
    const { token } = callerOf(request);
    const positions = parsePositions(request.get('last-event-id') ?? '');
    const abort = new AbortController();
    const end = () => abort.abort();
    response.once('close', end);
    closing.addEventListener('abort', end);
    const expires = setTimeout(end, ((decodeJwt(token).exp as number) - Date.now() / 1000) * 1000);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(': connected\n\n');
    const keepAlive = setInterval(() => response.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
    const follow = (log: LogName) => followLog(clients.logs[log], log, { token, positions, response, abort, logger });
    await Promise.all((Object.keys(clients.logs) as LogName[]).map(follow));
    clearInterval(keepAlive);
    clearTimeout(expires);
    closing.removeEventListener('abort', end);
    response.end();
  };
}

interface Following {
  token: string;
  positions: Positions;
  response: Response;
  abort: AbortController;
  logger: Logger;
}

/** Follows one log until the reader goes away; a log that is not there is asked again. */
async function followLog(
  client: Pick<proto.EventLogServiceClient, 'subscribe'>,
  log: LogName,
  following: Following,
): Promise<void> {
  const { token, positions, abort, response, logger } = following;
  for (let failures = 0; !abort.signal.aborted; ) {
    const known = positions[log];
    const start = known === undefined ? { fromNow: true } : { afterSequence: BigInt(known) };
    try {
      for await (const { item } of client.subscribe(start, { ...onBehalfOf({ token }), signal: abort.signal })) {
        failures = 0;
        if (item?.$case === 'heartbeat') positions[log] = Number(item.value.sequence);
        if (item?.$case !== 'event') continue;
        positions[log] = Number(item.value.sequence);
        send(response, log, item.value, positions);
        if (response.writableLength > MAX_BUFFERED_BYTES) abort.abort();
      }
    } catch (error) {
      if (abort.signal.aborted) return;
      const failure = fromClientError(error);
      if (failure.code === 'OUT_OF_RANGE') {
        // What lies between is gone: the reader has to load its lists again.
        delete positions[log];
        response.write('event: reset\ndata: {}\n\n');
        continue;
      }
      if (failure.code === 'UNAUTHENTICATED' || failure.code === 'PERMISSION_DENIED') return void abort.abort();
      if (failures === 0) logger.info({ err: error, log }, 'a live stream broke and is opened again');
    }
    failures += 1;
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] as number, abort.signal);
  }
}

function send(response: Response, log: LogName, event: proto.Event, positions: Positions): void {
  const { sequence, type, subject, time, actor, data } = event;
  const body = JSON.stringify(toJson({ source: log, sequence, type, subject, time, actor, data }));
  response.write(`id: ${formatPositions(positions)}\ndata: ${body}\n\n`);
}
