import { followup as proto } from '@fairlead/proto';
import type { WriteContext } from '@fairlead/service-kit';
import { DISPATCH_AGAIN_MS } from '../domain/case';
import { assignCase, postponeDispatch } from '../domain/case-commands';
import { chooseAgent } from '../domain/case-dispatch';
import type { CaseDoc } from '../repository/case-models';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';

/** Gives a case that nobody has to the agent with the least to do; nobody can: it is tried again, the supervisor is told. */
export async function dispatchCase(deps: CaseDeps, found: CaseDoc, context: WriteContext): Promise<void> {
  const id = found._id;
  const agent = chooseAgent(await deps.agents.all(context.now), found);
  const supervisor = agent ? '' : await deps.facts.supervisor(found.ownerId, found.customerTeamPath);
  const next = new Date(context.now.getTime() + DISPATCH_AGAIN_MS);
  await deps.cases.store.change(
    id,
    (current) =>
      agent ? assignCase(id, current, agent, 'dispatched') : postponeDispatch(id, current, next, supervisor),
    context,
  );
  await applyCase(deps, id, context);
}

/** A rep changed: cases that nobody could take are tried again. Answers how many were looked at. */
export async function dispatchWaiting(deps: CaseDeps, context: WriteContext): Promise<number> {
  let tried = 0;
  for (let after = ''; ; ) {
    const page = await deps.cases.pageIn(proto.CaseState.CASE_STATE_NEW, after);
    for (const found of page) {
      if (!found.undispatched) continue;
      await dispatchCase(deps, found, context);
      tried += 1;
    }
    const last = page.at(-1);
    if (!last) return tried;
    after = last._id;
  }
}
