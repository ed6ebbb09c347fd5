import type { Effect, Handlers, WriteContext } from '@fairlead/service-kit';
import type { OwnershipDeps } from './ownership-deps';
import { planRecycling } from './plan-recycling';
import { pushOwnership } from './push-ownership';

const ACTOR = 'service:assignment';
const DEADLINE_MS = 10_000;
const PAGE = 200;

/** A contact moves the time of recycling. The sweep asks again before it does anything: this keeps what people read true. */
export function followContacts(deps: OwnershipDeps): Handlers {
  return {
    'crm.followup.follow_up.logged.v1': async ({ subject, data }): Promise<Effect> => {
      if (!data.contact || !(await deps.plans.find(subject))) return 'ignored';
      const context = { now: new Date(), actor: ACTOR };
      return (await planRecycling(deps, subject, context, new Date(data.occurTime))) ? 'applied' : 'ignored';
    },
  };
}

/** What new terms of a pool mean for the leads in it and for those that would go back to it. */
export async function followPool(
  deps: OwnershipDeps,
  { poolId, teamId, fields }: { poolId: string; teamId: string; fields: string[] },
): Promise<Effect> {
  const context: WriteContext = { now: new Date(), actor: ACTOR };
  let any = false;
  for (let after = ''; ; ) {
    const owned = await deps.ownerships.pageOfTeam(teamId, after, PAGE);
    for (const { _id } of owned) any = (await planRecycling(deps, _id, context)) || any;
    if (owned.length < PAGE) break;
    after = owned.at(-1)?._id ?? '';
  }
  if (fields.includes('terms') || fields.includes('level_terms')) any = (await restate(deps, poolId, context)) || any;
  return any ? 'applied' : 'ignored';
}

/** Customer keeps what is hidden with its copy of the ownership: each lead in the pool is told anew. */
async function restate(deps: OwnershipDeps, poolId: string, context: WriteContext): Promise<boolean> {
  for (let any = false, after = ''; ; ) {
    const leads = await deps.ownerships.allOfPool(poolId, after, PAGE);
    for (const { _id } of leads) {
      const { doc } = await deps.ownerships.store.change(
        _id,
        (ownership) => (ownership.poolId === poolId ? { set: {}, events: [] } : null),
        context,
      );
      await pushOwnership(deps, doc, DEADLINE_MS);
      any = true;
    }
    if (leads.length < PAGE) return any;
    after = leads.at(-1)?._id ?? '';
  }
}
