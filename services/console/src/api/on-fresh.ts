import { isStale } from './sure';

/**
 * Tries with what the page showed; when somebody was faster, reads once more and tries with that. Returns undefined
 * where there is nothing to do.
 */
export async function onFresh<S, R>(
  shown: S,
  read: () => Promise<S>,
  attempt: (seen: S) => Promise<R> | undefined,
): Promise<{ seen: S; answer: R } | undefined> {
  const run = async (seen: S) => {
    const trying = attempt(seen);
    return trying && { seen, answer: await trying };
  };
  try {
    return await run(shown);
  } catch (error) {
    if (!isStale(error)) throw error;
    return run(await read());
  }
}
