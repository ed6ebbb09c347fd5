import { fromClientError } from '../errors/grpc-errors';

/** Waits up to 20 seconds for something to be there. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = 20_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The failure of a call: code, reason and the faults by field. */
export async function failureOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const { code, reason, faults, metadata } = fromClientError(error);
    return { code, reason, fields: faults.map(({ field }) => field), faults, metadata };
  }
  throw new Error('The call succeeded.');
}
