import { Leases } from './lease';

/**
 * Does work for which a lease was just taken, and renews it meanwhile. The work's signal ends when the lease is lost or
 * the stop comes; a failure after that is none.
 */
export async function heldSession(
  leases: Leases,
  name: string,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const session = new AbortController();
  const end = () => session.abort();
  stop.addEventListener('abort', end);
  if (stop.aborted) end();
  const renewal = setInterval(() => {
    void leases.hold(name).then((held) => held || session.abort());
  }, Leases.renewMs);
  try {
    await work(session.signal);
  } catch (error) {
    if (!session.signal.aborted) throw error;
  } finally {
    clearInterval(renewal);
    session.abort();
    stop.removeEventListener('abort', end);
  }
}
