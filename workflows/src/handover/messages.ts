import { defineQuery } from '@temporalio/workflow';
import type { HandoverView } from './state';

/** The handover as this workflow last saw it. */
export const handoverStatus = defineQuery<HandoverView | null>('handoverStatus');
