import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { RegistrationView } from './state';

/** A hint that the registration moved or ended; the workflow asks the customer service what is true. */
export const registrationChanged = defineSignal('registrationChanged');

/** The registration as this workflow last saw it. */
export const registrationStatus = defineQuery<RegistrationView | null>('registrationStatus');
