import { followup as proto } from '@fairlead/proto';
import { derivedId, type WriteContext } from '@fairlead/service-kit';
import { IMPROVEMENT, openCase } from '../domain/case';
import { assignCase } from '../domain/case-commands';
import type { CaseDoc } from '../repository/case-models';
import { alignClocks } from './align-case-clocks';
import type { CaseDeps } from './case-deps';

/** Id of the improvement that follows from a poor rating of a cycle: the same whoever makes it first. */
export const improvementId = (caseId: string, cycle: number) => derivedId('case-improvement', caseId, String(cycle));

/** Each poor rating makes one work order, which goes to the supervisor of the agent; without one it is dispatched. */
export async function openImprovements(deps: CaseDeps, found: CaseDoc, context: WriteContext): Promise<void> {
  for (const { cycle, poor } of found.ratings) {
    if (!poor) continue;
    const id = improvementId(found._id, cycle);
    if (await deps.cases.store.find(id)) continue;
    await openImprovement(deps, found, id, context);
    await alignClocks(deps, id, context);
  }
}

async function openImprovement(deps: CaseDeps, found: CaseDoc, id: string, context: WriteContext): Promise<void> {
  const { customerId, subjectLine, productRef, orderRef, ownerId, customerTeamId, customerTeamPath } = found;
  const { language = '' } = found;
  const opened = openCase(
    id,
    {
      kind: proto.CaseKind.CASE_KIND_SERVICE_REQUEST,
      subtype: IMPROVEMENT,
      linkedCaseId: found._id,
      customerId,
      subjectLine,
      description: '',
      channel: proto.CaseChannel.CASE_CHANNEL_OTHER,
      priority: proto.CasePriority.CASE_PRIORITY_HIGH,
      productRef,
      orderRef,
      skill: '',
      language,
      requester: '',
      ownerId,
      customerTeamId,
      customerTeamPath,
      ownershipRevision: found.ownershipRevision,
    },
    context.now,
  );
  const supervisor = await supervisorOf(deps, found);
  const given = supervisor && assignCase(id, opened.state, supervisor, 'assigned');
  const state = { ...opened.state, ...(given ? given.set : {}) };
  await deps.cases.store.create(id, state, [...opened.events, ...(given ? given.events : [])], context);
}

/** Who looks after the agent, with that one's team. */
export async function supervisorOf({ facts }: Pick<CaseDeps, 'facts'>, found: CaseDoc) {
  const { assigneeId, assigneeTeamPath, ownerId, customerTeamPath } = found;
  const repId = assigneeId
    ? await facts.supervisor(assigneeId, assigneeTeamPath)
    : await facts.supervisor(ownerId, customerTeamPath);
  const rep = repId ? await facts.rep(repId) : undefined;
  if (!rep) return undefined;
  return { repId, teamId: rep.teamId, teamPath: (await facts.team(rep.teamId))?.path ?? [rep.teamId] };
}
