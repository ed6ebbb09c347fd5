import { followup as proto } from '@fairlead/proto';
import { type Case, isOpenCase, NEVER } from './case';
import { FIRST_RESPONSE_KIND, RESOLUTION_KIND } from './clock-kinds';
import { BREACH } from './levels';
import type { Obligation } from './obligation';

const { CaseLevel, CaseState, ObligationState } = proto;

export const isCaseClock = (kind: string) => kind === FIRST_RESPONSE_KIND || kind === RESOLUTION_KIND;

/** What a clock of a case has to be like. */
export interface WantedClock {
  kind: typeof FIRST_RESPONSE_KIND | typeof RESOLUTION_KIND;
  cycle: number;
  openTime: Date;
  state: 'running' | 'fulfilled' | 'cancelled';
}

/** The clocks of a case as they have to be, those of earlier cycles included: only what has ended may be missing. */
export function wantedClocks(found: Case): WantedClock[] {
  const merged = found.state === CaseState.CASE_STATE_MERGED;
  const open = isOpenCase(found);
  const first: WantedClock = {
    kind: FIRST_RESPONSE_KIND,
    cycle: 1,
    openTime: found.startTime,
    state: found.responseTime ? 'fulfilled' : merged ? 'cancelled' : 'running',
  };
  const earlier = Array.from({ length: found.cycle - 1 }, (_, index): WantedClock => {
    return { kind: RESOLUTION_KIND, cycle: index + 1, openTime: found.startTime, state: 'fulfilled' };
  });
  const current: WantedClock = {
    kind: RESOLUTION_KIND,
    cycle: found.cycle,
    openTime: found.cycle === 1 ? found.startTime : found.cycleTime,
    state: open ? 'running' : merged ? 'cancelled' : 'fulfilled',
  };
  return [first, ...earlier, current];
}

type ClockFacts = Pick<Obligation, 'state' | 'levels' | 'dueTime'>;

const RANK: Record<string, proto.CaseLevel> = {
  supervisor: CaseLevel.CASE_LEVEL_TEAM_LEAD,
  director: CaseLevel.CASE_LEVEL_DIRECTOR,
  executive: CaseLevel.CASE_LEVEL_EXECUTIVE,
};
const ORDER = [
  CaseLevel.CASE_LEVEL_IN_TIME,
  CaseLevel.CASE_LEVEL_DUE_SOON,
  CaseLevel.CASE_LEVEL_BREACHED,
  CaseLevel.CASE_LEVEL_TEAM_LEAD,
  CaseLevel.CASE_LEVEL_DIRECTOR,
  CaseLevel.CASE_LEVEL_EXECUTIVE,
];

function levelOf({ levels }: ClockFacts): proto.CaseLevel[] {
  return levels
    .filter(({ recordTime }) => recordTime)
    .map(({ id, recipients }) => {
      if (id === BREACH) return CaseLevel.CASE_LEVEL_BREACHED;
      if (!id.startsWith('escalation')) return CaseLevel.CASE_LEVEL_DUE_SOON;
      const roles = recipients.map(({ role }) => RANK[role] ?? CaseLevel.CASE_LEVEL_TEAM_LEAD);
      return roles.sort(byRank).at(-1) ?? CaseLevel.CASE_LEVEL_TEAM_LEAD;
    });
}

const byRank = (a: proto.CaseLevel, b: proto.CaseLevel) => ORDER.indexOf(a) - ORDER.indexOf(b);

/** How far the running clocks have come, and when the next one runs out. */
export function clockSummary(clocks: readonly ClockFacts[]): Pick<Case, 'level' | 'dueTime'> {
  const running = clocks.filter(({ state }) => state === ObligationState.OBLIGATION_STATE_OPEN);
  const level = running.flatMap(levelOf).sort(byRank).at(-1) ?? CaseLevel.CASE_LEVEL_IN_TIME;
  const dueTime = running.map(({ dueTime }) => dueTime).sort((a, b) => a.getTime() - b.getTime())[0] ?? NEVER;
  return { level, dueTime };
}
