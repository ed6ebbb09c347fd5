import type { customer as proto } from '@fairlead/proto';
import { derivedId, notFound, type Principal, permissionDenied } from '@fairlead/service-kit';
import { type Contest, commonTeams, isOpenOf } from '../domain/contest';
import { decideContest, fileContest, withdrawContest } from '../domain/contest-commands';
import { isDecider, seesRegistration, sightOf } from '../domain/registration-sight';
import type { RegistrationDoc } from '../repository/registration-models';
import { changeRegistration, type RegistrationCall } from './change-registration';
import { findDecider } from './find-decider';
import { findRegistrant } from './find-registrant';
import type { RegistrationDeps } from './registration-deps';

/** How a command about one contest is answered. */
export type ContestCall = Omit<RegistrationCall<proto.Contest>, 'reply'> & {
  principal: Principal;
  replyOf(contestId: () => string): RegistrationCall<proto.Contest>['reply'];
};

type Filed = Pick<Contest, 'reason' | 'evidence' | 'evidenceLink'>;

/** Files a contest; the nearest manager above both sides is told. */
export async function contestRegistration(
  conflictReference: string,
  given: Filed,
  call: ContestCall,
  deps: RegistrationDeps,
): Promise<proto.Contest> {
  if (!call.principal.rep) throw permissionDenied('Only reps and partners contest, each for themselves.');
  const registration = await behind(conflictReference, deps);
  const contestant = await findRegistrant(call.principal, '', deps.organization);
  const teams = commonTeams(registration.teamPath, contestant.teamPath);
  const decider = await findDecider(deps.organization, teams, [registration.ownerId, contestant.ownerId]);
  const policy = await deps.registrationPolicies.current();
  const id = derivedId('contest', registration._id, call.command.requestId);
  const { reply } = await changeRegistration(
    registration._id,
    (doc) => fileContest(doc._id, doc, contestant, { id, ...given }, decider, policy, call.context.now),
    { ...call, reply: call.replyOf(() => id) },
    deps,
  );
  return reply;
}

/** The contestant takes the open contest back. */
export async function takeBackContest(
  conflictReference: string,
  call: ContestCall,
  deps: RegistrationDeps,
): Promise<proto.Contest> {
  const { rep = '' } = call.principal;
  const registration = await behind(conflictReference, deps);
  let id = '';
  const { reply } = await changeRegistration(
    registration._id,
    (doc) => {
      id = doc.contests.find((each) => isOpenOf(each, rep))?.id ?? '';
      return withdrawContest(doc._id, doc, rep, call.context.now);
    },
    { ...call, reply: call.replyOf(() => id) },
    deps,
  );
  return reply;
}

/** Decides a contest, when the caller stands above both sides. */
export async function settleContest(
  request: { registrationId: string; contestId: string; outcome: proto.ContestState; reason: string },
  call: ContestCall,
  deps: RegistrationDeps,
): Promise<proto.Contest> {
  const { registrationId, contestId, outcome, reason } = request;
  const policy = await deps.registrationPolicies.current();
  const decision = { outcome, reason, by: call.context.actor };
  const { reply } = await changeRegistration(
    registrationId,
    (doc) => {
      requireDecider(doc, contestId, call);
      return decideContest(doc._id, doc, contestId, decision, policy, call.context.now);
    },
    { ...call, reply: call.replyOf(() => contestId) },
    deps,
  );
  return reply;
}

function requireDecider(doc: RegistrationDoc, contestId: string, { principal, scope }: ContestCall): void {
  const contest = doc.contests.find(({ id }) => id === contestId);
  if (!contest || sightOf(doc, contest, scope) === 'none') {
    if (seesRegistration(doc, scope)) throw notFound('contest', contestId);
    throw notFound('registration', doc._id);
  }
  if (!isDecider(doc, contest, principal, scope)) {
    throw permissionDenied('Only a manager above both sides, or an admin, decides a contest; nobody an own one.');
  }
}

async function behind(conflictReference: string, { registrations }: RegistrationDeps): Promise<RegistrationDoc> {
  const registration = await registrations.ofConflict(conflictReference);
  if (!registration) throw notFound('conflict', conflictReference);
  return registration;
}
