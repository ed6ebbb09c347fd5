import type { Leases } from '@fairlead/service-kit';
import type { AttachmentDeps } from './attachment-deps';
import { LeasedWorker } from './leased-worker';
import { sweepAttachments } from './sweep-attachments';

/** Sweeps attachments. */
export const attachmentSweeper = (deps: AttachmentDeps, leases: Leases): LeasedWorker =>
  new LeasedWorker({
    lease: 'follow-up.attachments',
    leases,
    logger: deps.logger,
    everyMs: 5 * 60_000,
    async pass(signal) {
      let swept = 1;
      while (swept > 0 && !signal.aborted) swept = await sweepAttachments(deps, new Date(), signal);
    },
  });
