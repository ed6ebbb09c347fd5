import { FIRST_CONTACT_KIND, SILENCE_KIND, STAGE_KIND } from '../domain/clock-kinds';
import { bringClocks, restartSilence } from './customer-clocks';
import type { Settle, Settlers } from './deps';
import { fulfilFirstContact } from './end-obligations';

export type { Settle, Settlers } from './deps';

/** A contact whose obligation was not ended yet (a crash in between) ends it. */
const settleFirstContact: Settle = async (deps, { subject, cycle }, context) => {
  if (await deps.followUps.hasContact(subject, cycle)) await fulfilFirstContact(deps, subject, cycle, context);
};

/** The customer moved on, was given to somebody else or was lost. */
const settleStage: Settle = async (deps, { subject }, context) => {
  await bringClocks(deps, subject, undefined, context);
};

/** The customer was reached since the clock was started. */
const settleSilence: Settle = async (deps, { subject, openTime }, context) => {
  const contact = await deps.followUps.contactSince(subject, openTime);
  if (contact) await restartSilence(deps, contact, context);
  await bringClocks(deps, subject, undefined, context);
};

/** Of the clocks about customers. */
export const CUSTOMER_SETTLERS: Settlers = {
  [FIRST_CONTACT_KIND]: settleFirstContact,
  [STAGE_KIND]: settleStage,
  [SILENCE_KIND]: settleSilence,
};
