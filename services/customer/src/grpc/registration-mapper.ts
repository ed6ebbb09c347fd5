import { customer as proto } from '@fairlead/proto';
import { type AccessScope, type Principal, type Reply, scopeOf, toDuration } from '@fairlead/service-kit';
import type { Contest } from '../domain/contest';
import { dueTime, extensionsLeft, type Prospect, type Registration } from '../domain/registration';
import type { RegistrationPolicy } from '../domain/registration-policy';
import { isDecider, type Sight, sightOf } from '../domain/registration-sight';
import type { RegistrationDoc, RegistrationPolicyDoc } from '../repository/registration-models';

/** Who looks at a registration, and what holds meanwhile. */
export interface Viewer {
  principal: Principal;
  scope: AccessScope;
  policy: RegistrationPolicy;
}

export const viewerOf = (principal: Principal, policy: RegistrationPolicy): Viewer => ({
  principal,
  scope: scopeOf(principal),
  policy,
});

export const registrationReply = (viewer: Viewer): Reply<Registration, proto.Registration> => ({
  codec: proto.Registration,
  of: (doc) => registrationToProto(doc, viewer),
});

/** The answer of a command about one contest; its id may be known only when the command is decided. */
export const contestReply = (viewer: Viewer, contestId: () => string): Reply<Registration, proto.Contest> => ({
  codec: proto.Contest,
  of: (doc) => {
    const contest = doc.contests.find(({ id }) => id === contestId());
    return (contest && contestToProto(doc, contest, viewer)) ?? proto.Contest.create();
  },
});

export function registrationToProto(doc: RegistrationDoc, viewer: Viewer): proto.Registration {
  return {
    name: `registrations/${doc._id}`,
    id: doc._id,
    etag: String(doc.revision),
    createTime: doc.createTime,
    updateTime: doc.updateTime,
    state: doc.state,
    registrantId: doc.ownerId,
    teamId: doc.teamId,
    prospect: prospectToProto(doc.prospect),
    protectedUntil: doc.protectedUntil,
    extensions: doc.extensions,
    extensionsLeft: extensionsLeft(doc, viewer.policy),
    contests: contestsToProto(doc, viewer),
    customerId: doc.customerId,
    endTime: doc.endTime,
    remindTime: doc.remindAt,
    dueTime: dueTime(doc),
  };
}

/** The contests that the caller may see, each as far as that goes. */
export const contestsToProto = (doc: RegistrationDoc, viewer: Viewer): proto.Contest[] =>
  doc.contests.flatMap((contest) => contestToProto(doc, contest, viewer) ?? []);

function contestToProto(doc: RegistrationDoc, contest: Contest, viewer: Viewer): proto.Contest | undefined {
  const sight = sightOf(doc, contest, viewer.scope);
  if (sight === 'none') return undefined;
  const open = contest.state === proto.ContestState.CONTEST_STATE_OPEN;
  return {
    id: contest.id,
    conflictReference: doc.conflictId,
    state: contest.state,
    createTime: contest.time,
    deadline: contest.deadline,
    escalated: contest.escalated,
    endTime: contest.endTime,
    decisionReason: contest.decisionReason,
    ...caseOf(contest, sight),
    registrationId: sight === 'contestant' ? '' : doc._id,
    registrantId: sight === 'whole' ? contest.registrantId : '',
    prospectName: sight === 'whole' ? doc.prospect.displayName : '',
    decidable: open && isDecider(doc, contest, viewer.principal, viewer.scope),
  };
}

/** The registrant sees neither who contests nor why: the case would tell. */
const caseOf = ({ contestantId, reason, evidence, evidenceLink }: Contest, sight: Sight) =>
  sight === 'registrant'
    ? { contestantId: '', reason: '', evidence: '', evidenceLink: '' }
    : { contestantId, reason, evidence, evidenceLink };

const prospectToProto = ({ expectedAmount, ...prospect }: Prospect): proto.Prospect => ({
  ...prospect,
  expectedAmount: expectedAmount && {
    currencyCode: expectedAmount.currencyCode,
    minorUnits: BigInt(expectedAmount.minorUnits),
  },
});

export const policyToProto = (doc: RegistrationPolicyDoc): proto.RegistrationPolicy => ({
  etag: String(doc.revision),
  updateTime: doc.updateTime,
  protection: toDuration(doc.protectionMs),
  reminder: toDuration(doc.reminderMs),
  extensions: doc.extensions,
  extension: toDuration(doc.extensionMs),
  contest: toDuration(doc.contestMs),
  mostPerRegistrant: doc.mostPerRegistrant,
});
