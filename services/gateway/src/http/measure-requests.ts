import { durationHistogram, secondsSince } from '@fairlead/service-kit';
import type { RequestHandler } from 'express';

/** Measures every request by method, route and status; probes come before it and are not counted. */
export function measureRequests(draining: AbortSignal): RequestHandler {
  const histogram = durationHistogram('fairlead.http.server.duration', 'Served HTTP requests by route and status.');
  return (request, response, next) => {
    const start = performance.now();
    // A kept connection would bring further requests to a process that is about to close it.
    if (draining.aborted) response.set('connection', 'close');
    response.once('close', () => {
      const route: unknown = request.route?.path;
      const status = response.writableFinished ? response.statusCode : 499;
      const attributes = { method: request.method, route: typeof route === 'string' ? route : 'other', status };
      histogram.record(secondsSince(start), attributes);
    });
    next();
  };
}
