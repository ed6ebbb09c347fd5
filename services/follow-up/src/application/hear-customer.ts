import type { WriteContext } from '@fairlead/service-kit';
import { continueCase } from '../domain/case-commands';
import type { FollowUpDoc } from '../repository/models';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';

/** Contact with the customer ends waiting for the customer, if it came after the waiting began. True when any goes on. */
export async function hearCustomer(deps: CaseDeps, followUp: FollowUpDoc, context: WriteContext): Promise<boolean> {
  if (!followUp.contact) return false;
  let any = false;
  for (const found of await deps.cases.openOf(followUp.customerId)) {
    if (!found.waiting || found.waiting.from > followUp.createTime) continue;
    await deps.cases.store.change(
      found._id,
      (current) => {
        if (!current.waiting || current.waiting.from > followUp.createTime) return null;
        const change = continueCase(found._id, current, 'contact', followUp.createTime);
        any ||= change !== null;
        return change;
      },
      context,
    );
    await applyCase(deps, found._id, context);
  }
  return any;
}
