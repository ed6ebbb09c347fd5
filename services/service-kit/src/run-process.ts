import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './log/logger';

/** What a process does until it is told to stop. */
export interface Running {
  /** True when there was only one thing to do, which is done. */
  finished?: boolean;
  /** How long `stop` waits before it refuses calls. */
  drainDelayMs?: number;
  stop(): Promise<void>;
}

/** What stopping takes at most once calls are refused; then the process ends anyway. */
const STOP_MS = 15_000;

/** Entry point: runs until SIGTERM or SIGINT, then drains. A failed start ends the process with status 1. */
export async function runService(start: () => Promise<Running>, logger: Logger): Promise<void> {
  try {
    const service = await start();
    if (service.finished) {
      await service.stop();
      process.exit(0);
    }
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        setTimeout(() => process.exit(1), STOP_MS + (service.drainDelayMs ?? 0)).unref();
        void service.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    logger.error({ err: error }, 'cannot start');
    process.exit(1);
  }
}

/**
 * Says that this process is going away and takes calls a while longer: callers learn of it with delay, through probes
 * and names, and a call refused meanwhile would be a failed one.
 */
export async function drain(server: { setServing(serving: boolean): void }, delayMs: number): Promise<void> {
  server.setServing(false);
  if (delayMs > 0) await sleep(delayMs);
}
