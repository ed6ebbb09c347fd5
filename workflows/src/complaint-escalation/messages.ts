import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { CaseView } from './state';

/** A hint that the case or one of its clocks moved; the workflow asks follow-up what is true. */
export const caseChanged = defineSignal('caseChanged');

/** The case as this workflow last saw it. */
export const caseStatus = defineQuery<CaseView | null>('caseStatus');
