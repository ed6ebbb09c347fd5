import type { RequestHandler } from 'express';
import type { Clients } from './clients';
import { sendProblem } from './http/problems';

/** 200 while every service answers, 503 with the names of those that do not. */
export const readiness =
  (clients: Pick<Clients, 'serving'>, closing: AbortSignal): RequestHandler =>
  async (_request, response) => {
    if (closing.aborted) return sendProblem(response, 503, 'DRAINING', 'This process is stopping.');
    const down = Object.entries(await clients.serving()).flatMap(([name, serving]) => (serving ? [] : [name]));
    if (down.length === 0) return void response.json({ status: 'ready' });
    sendProblem(response, 503, 'NOT_READY', `Not available: ${down.join(', ')}.`, { services: down });
  };
