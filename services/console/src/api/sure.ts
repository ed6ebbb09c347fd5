import { ApiError } from './http';

const ATTEMPTS = 3;
const PAUSE_MS = 400;

/** Whether it may have been done although the answer is a failure: the same command may be sent again. */
const isUncertain = (error: unknown) => error instanceof ApiError && [0, 502, 503, 504].includes(error.status);

/** Whether somebody else was faster. */
export const isStale = (error: unknown): boolean => error instanceof ApiError && error.code === 'STALE_ETAG';

/**
 * Sends one command until its answer is certain, every time with the same request id. Whoever may send the command once
 * more after that (a form whose answer got lost) names the id.
 */
export async function sendSurely<T>(
  send: (requestId: string) => Promise<T>,
  requestId: string = crypto.randomUUID(),
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(requestId);
    } catch (error) {
      if (attempt === ATTEMPTS || !isUncertain(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}
