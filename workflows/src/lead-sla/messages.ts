import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { ObligationView } from './state';

/** A hint that the obligation moved or ended; the workflow asks follow-up what is true. */
export const changed = defineSignal('changed');

/** The obligation as this workflow last saw it. */
export const status = defineQuery<ObligationView | null>('status');
