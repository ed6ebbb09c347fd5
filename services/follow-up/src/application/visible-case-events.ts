import { followup as proto } from '@fairlead/proto';
import { type AccessScope, type LoggedEvent, visibleEvents } from '@fairlead/service-kit';
import { isCaseClock } from '../domain/case-clocks';
import { type CaseScope, seesCase } from '../domain/case-sight';
import type { CaseDeps } from './case-deps';

const { RECORD_KIND_CASE } = proto.RecordKind;

/** Case that an event tells of; undefined for any other event. */
function caseOf({ type, subject, data }: LoggedEvent): string | undefined {
  if (type.startsWith('crm.followup.case.')) return String(data.caseId);
  if (type.startsWith('crm.followup.attachment.'))
    return data.recordKind === RECORD_KIND_CASE ? String(data.recordId) : undefined;
  return type.startsWith('crm.followup.obligation.') && isCaseClock(String(data.kind)) ? subject : undefined;
}

/** Events of cases, their files and their clocks are for who may see the case; all others for who may see the customer. */
export async function visibleToScope(
  deps: Pick<CaseDeps, 'ownerships' | 'cases' | 'facts'>,
  events: LoggedEvent[],
  scope: AccessScope,
): Promise<Set<number>> {
  const ofCases = events.flatMap((event) => {
    const caseId = caseOf(event);
    return caseId === undefined ? [] : [{ position: event._id, caseId }];
  });
  const positions = new Set(ofCases.map(({ position }) => position));
  const others = events.filter(({ _id }) => !positions.has(_id));
  const visible = await visibleEvents(deps.ownerships, others, scope);
  if (ofCases.length === 0) return visible;
  const caseScope = await caseScopeOf(deps, scope);
  const ids = [...new Set(ofCases.map(({ caseId }) => caseId))];
  const cases = new Map((await deps.cases.store.findMany(ids)).map((doc) => [doc._id, doc]));
  for (const { position, caseId } of ofCases) {
    const found = cases.get(caseId);
    if (found && seesCase(caseScope, found)) visible.add(position);
  }
  return visible;
}

/** A partner's scope has no team: it sees no case. */
async function caseScopeOf({ facts }: Pick<CaseDeps, 'facts'>, scope: AccessScope): Promise<CaseScope> {
  if (scope.kind === 'all' || scope.kind === 'none') return { kind: scope.kind };
  if (scope.kind === 'own' && scope.teamId === '') return { kind: 'none' };
  const repId = scope.repId ?? '';
  const skills = (repId ? await facts.rep(repId) : undefined)?.skills ?? [];
  return scope.kind === 'team' ? { kind: 'team', teamId: scope.teamId, repId, skills } : { kind: 'own', repId, skills };
}
