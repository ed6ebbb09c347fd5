import type { RequestHandler } from 'express';
import type { Clients } from './clients';
import { sendProblem } from './http/problems';

type Serving = Pick<Clients, 'serving'>;

/**
 * 200 once every service has answered at the same time, until this process stops. It does not depend on them any longer:
 * when one is away, what the others do must stay within reach.
 */
export function readiness(clients: Serving, closing: AbortSignal): RequestHandler {
  let started = false;
  return async (_request, response) => {
    if (closing.aborted) return sendProblem(response, 503, 'DRAINING', 'This process is stopping.');
    const down = started ? [] : await silentOf(clients);
    started ||= down.length === 0;
    if (started) return void response.json({ status: 'ready' });
    sendProblem(response, 503, 'NOT_READY', `Not available: ${down.join(', ')}.`, { services: down });
  };
}

/** 200 while every service answers, 503 with the names of those that do not. For people and their alarms. */
export const availability =
  (clients: Serving): RequestHandler =>
  async (_request, response) => {
    const down = await silentOf(clients);
    if (down.length === 0) return void response.json({ status: 'available' });
    sendProblem(response, 503, 'NOT_AVAILABLE', `Not available: ${down.join(', ')}.`, { services: down });
  };

const silentOf = async (clients: Serving): Promise<string[]> =>
  Object.entries(await clients.serving()).flatMap(([name, serving]) => (serving ? [] : [name]));
