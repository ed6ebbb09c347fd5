import type { EventCatalogue, EventType } from '@fairlead/proto';
import type { Effect, Handlers, TypedEvent, WriteContext } from '@fairlead/service-kit';
import { isCaseClock } from '../domain/case-clocks';
import { alignClocks, summarizeClocks } from './align-case-clocks';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';
import { SELF } from './deps';
import { passOnCases } from './dispatch-case';
import { hearComplaint } from './hear-complaint';
import { hearCustomer } from './hear-customer';

type CaseEventType = Exclude<Extract<EventType, `crm.followup.case.${string}`>, 'crm.followup.case.noted.v1'>;
type ClockEventType = Extract<EventType, `crm.followup.obligation.${string}`>;

/** What follows from cases, from their clocks and from follow-ups. Mostly the command did it all itself already. */
export function followCaseLog(deps: CaseDeps): Handlers {
  const contextOf = (actor: string): WriteContext => ({ now: new Date(), actor });

  const ofCase = async (event: TypedEvent<CaseEventType>): Promise<Effect> => {
    await applyCase(deps, event.data.caseId, contextOf(event.actor));
    return 'ignored';
  };
  /** Whoever was given it, or has it again, may have stopped working meanwhile. */
  const ofAgent = async (event: TypedEvent<CaseEventType>): Promise<Effect> => {
    await ofCase(event);
    const agentId = (await deps.cases.store.find(event.data.caseId))?.assigneeId;
    const isGone = agentId !== undefined && (await deps.reps.find(agentId))?.active === false;
    return isGone && (await passOnCases(deps, agentId, contextOf(SELF))) > 0 ? 'applied' : 'ignored';
  };
  const ofClock = async ({ subject, data, actor }: TypedEvent<ClockEventType>): Promise<Effect> => {
    if (isCaseClock(data.kind)) await summarizeClocks(deps, subject, contextOf(actor));
    return 'ignored';
  };
  const ofMoved = async ({ subject, data, actor }: TypedEvent<ClockEventType>): Promise<Effect> => {
    if (isCaseClock(data.kind)) await alignClocks(deps, subject, contextOf(actor));
    return 'ignored';
  };
  const changes: Record<CaseEventType, typeof ofCase> = {
    'crm.followup.case.opened.v1': ofCase,
    'crm.followup.case.assigned.v1': ofAgent,
    'crm.followup.case.undispatched.v1': ofCase,
    'crm.followup.case.responded.v1': ofCase,
    'crm.followup.case.waiting.v1': ofCase,
    'crm.followup.case.continued.v1': ofCase,
    'crm.followup.case.reprioritized.v1': ofCase,
    'crm.followup.case.resolved.v1': ofCase,
    'crm.followup.case.survey_reminded.v1': ofCase,
    'crm.followup.case.closed.v1': ofCase,
    'crm.followup.case.reopened.v1': ofAgent,
    'crm.followup.case.absorbed.v1': ofCase,
    'crm.followup.case.merged.v1': ofCase,
    'crm.followup.case.rated.v1': ofCase,
  };
  return {
    ...(changes as unknown as Handlers),
    'crm.followup.follow_up.logged.v1': async ({ data, actor }: TypedEvent<'crm.followup.follow_up.logged.v1'>) => {
      const followUp = await deps.followUps.store.find(
        (data as EventCatalogue['crm.followup.follow_up.logged.v1']).followUpId,
      );
      if (!followUp) return 'ignored';
      const heard = await hearCustomer(deps, followUp, contextOf(actor));
      const opened = await hearComplaint(deps, followUp, contextOf(actor));
      return heard || opened ? 'applied' : 'ignored';
    },
    'crm.followup.obligation.opened.v1': ofClock,
    'crm.followup.obligation.rescheduled.v1': ofMoved,
    'crm.followup.obligation.level_reached.v1': ofClock,
    'crm.followup.obligation.closed.v1': ofClock,
  };
}
