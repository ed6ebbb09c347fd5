import { failureWords, type SendFailure } from './send-failure';

/** An answer that was not the wanted one. Its body is kept short and never shown with a secret. */
export class HttpAnswerError extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    /** The header, if there was one. */
    readonly retryAfter?: string,
  ) {
    super(`HTTP ${status}`);
  }
}

/** No answer came. */
export class HttpConnectionError extends Error {
  constructor(
    message: string,
    /** The request may have got through. */
    readonly connected: boolean,
  ) {
    super(message);
  }
}

/** A message that was not even tried to be sent, for a reason that stays. */
export class PermanentError extends Error {
  constructor(
    readonly reason: NonNullable<SendFailure['permanent']>,
    message: string,
  ) {
    super(message);
  }
}

const MAX_RETRY_AFTER_MS = 86_400_000;
/** Answers of something in between: whoever is behind it may have taken the message. */
const GATEWAYS = new Set([502, 504]);

/** Seconds or a date, as RFC 9110 has it; at most a day. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, MAX_RETRY_AFTER_MS) : undefined;
}

/** What a failure of any HTTP call means that has nothing to do with its protocol; undefined for an answer. */
export function classifyConnection(error: unknown): SendFailure | undefined {
  if (error instanceof PermanentError) {
    return { permanent: error.reason, outcomeUnknown: false, words: failureWords(error.message) };
  }
  if (error instanceof HttpAnswerError) return undefined;
  const outcomeUnknown = !(error instanceof HttpConnectionError) || error.connected;
  return { outcomeUnknown, words: failureWords(error instanceof Error ? error.message : String(error)) };
}

/** What the answer of a webhook's receiver means: 410 is for good, other refusals of the request are for this message. */
export function classifyWebhook(error: unknown, now: Date): SendFailure {
  const connection = classifyConnection(error);
  if (connection) return connection;
  const { status, retryAfter } = error as HttpAnswerError;
  const words = `HTTP ${status}`;
  if (status === 410) return { permanent: 'target_gone', outcomeUnknown: false, words };
  const wait = status === 429 || status === 503 ? retryAfterMs(retryAfter, now) : undefined;
  const base = { outcomeUnknown: GATEWAYS.has(status), words, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  const refused = status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
  return refused ? { ...base, permanent: 'message_refused' } : base;
}
