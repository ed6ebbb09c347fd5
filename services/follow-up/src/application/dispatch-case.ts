import { followup as proto } from '@fairlead/proto';
import type { WriteContext } from '@fairlead/service-kit';
import { DISPATCH_AGAIN_MS, isOpenCase } from '../domain/case';
import { type AgentPlace, assignCase, postponeDispatch, unassignCase } from '../domain/case-commands';
import { chooseAgent } from '../domain/case-dispatch';
import type { CaseDoc } from '../repository/case-models';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';

/** Gives a case that nobody has to the agent with the least to do; nobody can: it is tried again, the supervisor is told. */
export async function dispatchCase(deps: CaseDeps, found: CaseDoc, context: WriteContext): Promise<void> {
  const id = found._id;
  const chosen = chooseAgent(await deps.agents.all(context.now), found);
  const supervisor = chosen ? '' : await deps.facts.supervisor(found.ownerId, found.customerTeamPath);
  const next = new Date(context.now.getTime() + DISPATCH_AGAIN_MS);
  await deps.cases.store.change(
    id,
    (current) =>
      chosen
        ? assignCase(id, current, chosen.agent, 'dispatched', chosen.reason)
        : postponeDispatch(id, current, next, supervisor),
    context,
  );
  await applyCase(deps, id, context);
}

/**
 * An agent works here no longer: what is open goes to others; while nobody can take it, to the manager of that team; where
 * there is none, into its open queue. Answers how many cases did.
 */
export async function passOnCases(deps: CaseDeps, agentId: string, context: WriteContext): Promise<number> {
  let passed = 0;
  for (let after = ''; ; ) {
    const page = await deps.cases.pageOfAgent(agentId, after);
    for (const found of page) {
      const chosen = chooseAgent(await deps.agents.all(context.now), found);
      const agent = chosen?.agent ?? (await managerOf(deps, agentId, found));
      const queued = agent ? undefined : await queueOf(deps, agentId, found, context.now);
      await deps.cases.store.change(
        found._id,
        (current) => {
          if (current.assigneeId !== agentId || !isOpenCase(current)) return null;
          if (agent) return assignCase(found._id, current, agent, 'assigned', chosen?.reason);
          return queued ? unassignCase(found._id, current, agentId, queued) : null;
        },
        context,
      );
      await applyCase(deps, found._id, context);
      passed += 1;
    }
    const last = page.at(-1);
    if (!last) return passed;
    after = last._id;
  }
}

/** The manager of the agent's own team, where somebody else than the agent is that and works here. */
async function managerOf(
  { facts }: CaseDeps,
  agentId: string,
  { assigneeTeamId }: CaseDoc,
): Promise<AgentPlace | undefined> {
  const repId = (await facts.team(assigneeTeamId))?.managerId ?? '';
  const rep = repId === '' || repId === agentId ? undefined : await facts.rep(repId);
  if (!rep || rep.active === false) return undefined;
  return { repId, teamId: rep.teamId, teamPath: (await facts.team(rep.teamId))?.path ?? [rep.teamId] };
}

/** How a case waits in the open queue of its agent's team: who is told, and when it is tried again. */
async function queueOf({ facts }: CaseDeps, agentId: string, { assigneeTeamPath }: CaseDoc, now: Date) {
  const supervisorId = await facts.workingManager(assigneeTeamPath, agentId);
  return { supervisorId, next: new Date(now.getTime() + DISPATCH_AGAIN_MS), now };
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
