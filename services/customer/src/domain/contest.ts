import { customer as proto } from '@fairlead/proto';
import type { NewEvent } from '@fairlead/service-kit';

const { ContestState, RegistrationState } = proto;

/** Somebody's claim to a registered prospect; part of the registration, so that a decision is one write. */
export interface Contest {
  id: string;
  state: proto.ContestState;
  time: Date;
  deadline: Date;
  escalated: boolean;
  /** Whose the registration was then. */
  registrantId: string;
  registrantTeamPath: string[];
  contestantId: string;
  contestantTeamId: string;
  contestantTeamPath: string[];
  /** Team whose manager was told of it last; empty: the admins'. */
  decidingTeamId: string;
  reason: string;
  evidence: string;
  evidenceLink: string;
  endTime?: Date;
  decidedBy: string;
  decisionReason: string;
}

/** Most contests of one registration in its life. */
export const MAX_CONTESTS = 20;

/** Teams above both sides, the nearest first. */
export function commonTeams(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((team, index) => b[index] === team).reverse();
}

export const isOpenOf = ({ state, contestantId }: Contest, repId: string) =>
  state === ContestState.CONTEST_STATE_OPEN && contestantId === repId;

export const openContests = (contests: Contest[]) =>
  contests.filter(({ state }) => state === ContestState.CONTEST_STATE_OPEN);

export const endContest = (
  contest: Contest,
  state: proto.ContestState,
  decisionReason: string,
  now: Date,
): Contest => ({ ...contest, state, decisionReason, endTime: now });

export const contestEnded = (id: string, contest: Contest): NewEvent => ({
  type: 'crm.customer.registration_contest.ended.v1',
  subject: id,
  data: { ...contestData(id, contest), outcome: contest.state },
});

export const contestData = (id: string, { id: contestId, registrantId, contestantId, deadline }: Contest) => ({
  registrationId: id,
  contestId,
  registrantId,
  contestantId,
  deadline: deadline.toISOString(),
});

export const contestedOrActive = (contests: Contest[]) =>
  openContests(contests).length > 0
    ? RegistrationState.REGISTRATION_STATE_CONTESTED
    : RegistrationState.REGISTRATION_STATE_ACTIVE;

/** Ends all open contests. */
export function supersede(id: string, contests: Contest[], now: Date) {
  const events: NewEvent[] = [];
  const after = contests.map((contest) => {
    if (contest.state !== ContestState.CONTEST_STATE_OPEN) return contest;
    const over = endContest(contest, ContestState.CONTEST_STATE_SUPERSEDED, '', now);
    events.push(contestEnded(id, over));
    return over;
  });
  return { contests: after, events };
}

/** What lists find contests by. */
export interface ContestIndex {
  contestants: string[];
  contestTeams: string[];
  contestCount: number;
  contestDue: Date | undefined;
}

export function indexContests(contests: Contest[]): ContestIndex {
  const deadlines = openContests(contests).map(({ deadline }) => deadline.getTime());
  return {
    contestants: [...new Set(contests.map(({ contestantId }) => contestantId))],
    contestTeams: [...new Set(contests.flatMap(({ contestantTeamPath }) => contestantTeamPath))],
    contestCount: contests.length,
    contestDue: deadlines.length > 0 ? new Date(Math.min(...deadlines)) : undefined,
  };
}
