import { customer as proto } from '@fairlead/proto';
import {
  AppError,
  alreadyExists,
  type Change,
  failedPrecondition,
  type NewEvent,
  notFound,
} from '@fairlead/service-kit';
import {
  type Contest,
  contestData,
  contestEnded,
  contestedOrActive,
  endContest,
  indexContests,
  isOpenOf,
  MAX_CONTESTS,
  supersede,
} from './contest';
import type { Registrant } from './registrant';
import { handTo, type Registration, refuseOver } from './registration';
import type { RegistrationPolicy } from './registration-policy';

const { ContestState } = proto;

/** Files a contest. */
export function fileContest(
  id: string,
  registration: Registration,
  contestant: Registrant,
  given: Pick<Contest, 'id' | 'reason' | 'evidence' | 'evidenceLink'>,
  decider: { teamId: string; repId: string },
  { contestMs }: RegistrationPolicy,
  now: Date,
): Change<Registration> {
  refuseOver(registration, now);
  if (contestant.ownerId === registration.ownerId) {
    throw failedPrecondition('OWN_REGISTRATION', 'Nobody contests an own registration.');
  }
  if (registration.contests.some((each) => isOpenOf(each, contestant.ownerId))) {
    throw alreadyExists('CONTEST_OPEN', 'There is an open contest of this registration by the same contestant.');
  }
  if (registration.contests.length >= MAX_CONTESTS) {
    throw new AppError('RESOURCE_EXHAUSTED', 'CONTEST_LIMIT', `A registration has at most ${MAX_CONTESTS} contests.`);
  }
  const contest: Contest = {
    ...given,
    state: ContestState.CONTEST_STATE_OPEN,
    time: now,
    deadline: new Date(now.getTime() + contestMs),
    escalated: false,
    registrantId: registration.ownerId,
    registrantTeamPath: registration.teamPath,
    contestantId: contestant.ownerId,
    contestantTeamId: contestant.teamId,
    contestantTeamPath: contestant.teamPath,
    decidingTeamId: decider.teamId,
    decidedBy: '',
    decisionReason: '',
  };
  const contests = [...registration.contests, contest];
  const filed: NewEvent = {
    type: 'crm.customer.registration_contest.filed.v1',
    subject: id,
    data: { ...contestData(id, contest), deciderId: decider.repId },
  };
  return { set: { contests, ...indexContests(contests), state: contestedOrActive(contests) }, events: [filed] };
}

/** The contestant takes the open one back. */
export function withdrawContest(
  id: string,
  registration: Registration,
  contestantId: string,
  now: Date,
): Change<Registration> {
  const contest = registration.contests.find((each) => isOpenOf(each, contestantId));
  if (!contest) throw notFound('contest', registration.conflictId);
  const over = endContest(contest, ContestState.CONTEST_STATE_WITHDRAWN, '', now);
  return replaced(id, registration, over);
}

/** The registration stands, or goes to the contestant. */
export function decideContest(
  id: string,
  registration: Registration,
  contestId: string,
  decision: { outcome: proto.ContestState; reason: string; by: string },
  policy: RegistrationPolicy,
  now: Date,
): Change<Registration> {
  const contest = registration.contests.find((each) => each.id === contestId);
  if (!contest) throw notFound('contest', contestId);
  if (contest.state !== ContestState.CONTEST_STATE_OPEN) {
    throw failedPrecondition('CONTEST_ENDED', 'This contest is over.');
  }
  const over = { ...endContest(contest, decision.outcome, decision.reason, now), decidedBy: decision.by };
  const change = replaced(id, registration, over);
  if (decision.outcome === ContestState.CONTEST_STATE_UPHELD) return change;
  const handed = handTo(id, registration, over, policy, now);
  const rest = supersede(id, change.set.contests ?? [], now);
  return {
    set: {
      ...handed.set,
      contests: rest.contests,
      ...indexContests(rest.contests),
      state: contestedOrActive(rest.contests),
    },
    events: [...change.events, ...handed.events, ...rest.events],
  };
}

function replaced(id: string, registration: Registration, over: Contest): Change<Registration> {
  const contests = registration.contests.map((each) => (each.id === over.id ? over : each));
  return {
    set: { contests, ...indexContests(contests), state: contestedOrActive(contests) },
    events: [contestEnded(id, over)],
  };
}
