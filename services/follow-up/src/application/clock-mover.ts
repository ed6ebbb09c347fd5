import type { Leases } from '@fairlead/service-kit';
import type { Deps } from './deps';
import { LeasedWorker } from './leased-worker';
import { carryOutMove, ensureMoves } from './move-clocks';

/** Carries out moves of running clocks. */
export const clockMover = (deps: Deps, leases: Leases, settleMs: number): LeasedWorker =>
  new LeasedWorker({
    lease: 'follow-up.clock-moves',
    leases,
    logger: deps.logger,
    async pass(signal) {
      await ensureMoves(deps);
      for (const move of await deps.moves.running()) {
        if (signal.aborted) return;
        if (await carryOutMove(deps, move, settleMs, signal)) {
          deps.logger.info({ move: move._id }, 'running clocks are on the new version');
        }
      }
    },
  });
