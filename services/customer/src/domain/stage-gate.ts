import type { customer as proto } from '@fairlead/proto';
import { type Change, failedPrecondition, permissionDenied } from '@fairlead/service-kit';
import type { Customer, StageOverride } from './customer';
import { changeStage } from './lead';
import type { Playbook } from './playbook';
import { standingOf } from './stage-standing';

/** Most overrides that a customer's record keeps; beyond, somebody has to mend the playbook. */
export const MAX_OVERRIDES = 100;

/** Why somebody moves a customer although something is missing. */
export interface Override {
  reason: string;
  author: string;
  mayOverride: boolean;
}

/** Moves a customer to a stage that it may enter, or with an override that is kept; null when it is there already. */
export function moveToStage(
  id: string,
  customer: Customer,
  target: proto.Stage,
  playbook: Playbook,
  { reason, author, mayOverride }: Override,
  now: Date,
): Change<Customer> | null {
  const { missing } = standingOf(playbook, customer, target);
  if (missing.length === 0) return changeStage(id, customer, target, []);
  const change = changeStage(id, customer, target, missing);
  if (!change) return null;
  if (reason === '') {
    throw failedPrecondition('STAGE_CRITERIA', `The playbook asks for more first: ${missing.join(', ')}.`, {
      missing: missing.join(','),
    });
  }
  if (!mayOverride) throw permissionDenied('Only a manager or an admin may override the playbook.');
  const stageOverrides = customer.stageOverrides ?? [];
  if (stageOverrides.length >= MAX_OVERRIDES) {
    throw failedPrecondition('TOO_MANY_OVERRIDES', `The playbook was overridden ${MAX_OVERRIDES} times here already.`);
  }
  const override: StageOverride = { time: now, author, from: customer.stage, to: target, reason, missing };
  return { ...change, set: { ...change.set, stageOverrides: [...stageOverrides, override] } };
}
