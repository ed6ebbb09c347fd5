import type { HandoverData, HandoverRecipient } from '@fairlead/proto';
import { type Change, failedPrecondition } from '@fairlead/service-kit';
import type { ReceiverPlan } from './handover-plan';

export type HandoverReason = 'LEAVES' | 'MOVES' | 'ON_LEAVE';
export type HandoverMode = 'PERMANENT' | 'STAND_IN';
export type HandoverState =
  | 'DRAFT'
  | 'PENDING_APPROVAL'
  | 'APPROVED'
  | 'RUNNING'
  | 'AWAITING_ACKNOWLEDGEMENT'
  | 'DONE'
  | 'CANCELLED'
  | 'UNDOING'
  | 'UNDONE'
  | 'RETURNING'
  | 'RETURNED';

/** Somebody who got something, with the numbers of the moment at which everything had arrived. */
export interface HandoverReceiver {
  repId: string;
  leads: number;
  customers: number;
  /** Registrations that came. */
  registrations?: number;
  acknowledgeTime?: Date;
  remindTime?: Date;
  escalateTime?: Date;
}

/**
 * Where the carrying out stands; each phase goes through the items by id, one page at a time.
 * plan: find what the leaver has · hold: clocks stand still · move: to the receivers, or back · registrations: the leaver's
 * registrations, all to one receiver, or back · release: clocks of what stays go on.
 */
export interface HandoverStep {
  phase: 'plan' | 'hold' | 'move' | 'registrations' | 'release';
  /** Last id that was looked at. */
  cursor: string;
  /** How often it was planned: what came to the leaver meanwhile is planned too. */
  round: number;
}

/** Everything that a rep looks after goes to others, for good or for a while. What it moves are documents of their own. */
export interface Handover {
  fromRepId: string;
  /** Team of the leaver with those above: who manages it may see it. */
  teamId: string;
  teamPath: string[];
  reason: HandoverReason;
  mode: HandoverMode;
  /** Unset: with the approval. */
  startTime?: Date;
  /** Set exactly for a stand-in. */
  returnTime?: Date;
  plan: ReceiverPlan;
  note: string;
  state: HandoverState;
  requestedBy: string;
  approvedBy: string;
  rejectReason: string;
  /** When everything was with the receivers. */
  transferTime?: Date;
  /** At most MAX_RECEIVERS. */
  receivers: HandoverReceiver[];
  /** Who sees it as a receiver: set when it runs. */
  receiverIds: string[];
  /** Who gets the registrations: chosen once, when it is their turn; empty when there is nobody or nothing. */
  registrationsTo?: string;
  /** Set exactly while there is something to carry out. */
  step?: HandoverStep;
  /** The leaver, set while it is not over: a unique index keeps a second one from being made. */
  activeRepId?: string;
}

export type HandoverDoc = Handover & { _id: string };
export type HandoverTerms = Pick<Handover, 'reason' | 'mode' | 'startTime' | 'returnTime' | 'plan' | 'note'>;

export const MAX_RECEIVERS = 100;
export const MAX_NOTE = 2000;
export const UNDO_MS = 7 * 86_400_000;
export const REMIND_MS = 24 * 3_600_000;
export const ESCALATE_MS = 48 * 3_600_000;
/** A leaver who goes on getting leads is planned again so many times; then the rest stays. */
export const MAX_ROUNDS = 5;

const CARRYING: readonly HandoverState[] = ['RUNNING', 'UNDOING', 'RETURNING'];

/** A change of the handover with the event that says so. */
export type HandoverChange = Change<Handover>;

const changeTo = (
  handover: HandoverDoc,
  set: Partial<Handover>,
  recipients: HandoverRecipient[] = [],
): HandoverChange => {
  const { fromRepId, teamId, state } = { ...handover, ...set };
  const data: HandoverData = { handoverId: handover._id, fromRepId, teamId, state };
  return {
    set,
    events: [{ type: 'crm.assignment.handover.changed.v1', subject: handover._id, data: { ...data, recipients } }],
  };
};

/** A new draft with its event. */
export function draftHandover(
  id: string,
  terms: HandoverTerms,
  leaver: Pick<Handover, 'fromRepId' | 'teamId' | 'teamPath'>,
  requestedBy: string,
) {
  const state: Handover = {
    ...leaver,
    ...terms,
    state: 'DRAFT',
    requestedBy,
    approvedBy: '',
    rejectReason: '',
    receivers: [],
    receiverIds: [],
    activeRepId: leaver.fromRepId,
  };
  return { state, events: changeTo({ ...state, _id: id }, {}).events };
}

/** New terms of a draft. */
export function redraft(handover: HandoverDoc, terms: Partial<HandoverTerms>): HandoverChange {
  refuseUnless(handover, 'DRAFT');
  return changeTo(handover, terms);
}

/** The draft asks for approval; whoever may give it is told. */
export function submit(handover: HandoverDoc, approverId: string): HandoverChange | null {
  if (handover.state === 'PENDING_APPROVAL') return null;
  refuseUnless(handover, 'DRAFT');
  const told = approverId === '' ? [] : [tellOnly(approverId, 'approver')];
  return changeTo(handover, { state: 'PENDING_APPROVAL', rejectReason: '' }, told);
}

export function approve(handover: HandoverDoc, approvedBy: string): HandoverChange | null {
  const isNewer = handover.state === 'PENDING_APPROVAL' || handover.state === 'CANCELLED';
  if (handover.approvedBy === approvedBy && !isNewer) return null;
  refuseUnless(handover, 'PENDING_APPROVAL');
  return changeTo(handover, { state: 'APPROVED', approvedBy }, [tellOnly(handover.fromRepId, 'approved')]);
}

/** Back to a draft, with the reason. */
export function reject(handover: HandoverDoc, rejectReason: string): HandoverChange {
  refuseUnless(handover, 'PENDING_APPROVAL');
  return changeTo(handover, { state: 'DRAFT', rejectReason });
}

export function cancel(handover: HandoverDoc): HandoverChange | null {
  if (handover.state === 'CANCELLED') return null;
  refuseUnless(handover, 'DRAFT', 'PENDING_APPROVAL', 'APPROVED');
  return changeTo(handover, { state: 'CANCELLED', activeRepId: undefined });
}

/** Its time has come. */
export function start(handover: HandoverDoc): HandoverChange {
  refuseUnless(handover, 'APPROVED');
  return changeTo(handover, { state: 'RUNNING', step: { phase: 'plan', cursor: '', round: 1 } });
}

/** The next page of the same phase, or the next phase. */
export const goOn = (step: HandoverStep): HandoverChange => ({ set: { step }, events: [] });

/** Everything is with its receivers; each is told what came. */
export function arrive(handover: HandoverDoc, receivers: HandoverReceiver[], now: Date): HandoverChange {
  const nobody = receivers.length === 0;
  const stays = nobody && handover.mode === 'PERMANENT' ? { activeRepId: undefined } : {};
  const set: Partial<Handover> = {
    state: nobody ? 'DONE' : 'AWAITING_ACKNOWLEDGEMENT',
    receivers,
    receiverIds: receivers.map(({ repId }) => repId),
    transferTime: now,
    step: undefined,
    ...stays,
  };
  const total = sumOf(receivers);
  return changeTo(handover, set, [
    ...receivers.map(({ repId, leads, customers }) => ({ repId, role: 'receiver' as const, leads, customers })),
    { repId: handover.fromRepId, role: 'leaver', ...total },
  ]);
}

/** The receiver has taken note; the last one completes it. Null when that was known. */
export function acknowledge(handover: HandoverDoc, repId: string, now: Date): HandoverChange | null {
  const receiver = handover.receivers.find((each) => each.repId === repId);
  if (!receiver) throw failedPrecondition('NOT_RECEIVER', 'Nothing of this handover came to the caller.');
  if (receiver.acknowledgeTime) return null;
  refuseUnless(handover, 'AWAITING_ACKNOWLEDGEMENT');
  const receivers = handover.receivers.map((each) => (each === receiver ? { ...each, acknowledgeTime: now } : each));
  if (receivers.some(({ acknowledgeTime }) => !acknowledgeTime)) return changeTo(handover, { receivers });
  const over = handover.mode === 'PERMANENT' ? { activeRepId: undefined } : {};
  return changeTo(handover, { receivers, state: 'DONE', ...over });
}

/** It is to be taken back. */
export function undo(handover: HandoverDoc, now: Date): HandoverChange | null {
  if (handover.state === 'UNDOING' || handover.state === 'UNDONE') return null;
  refuseUnless(handover, 'AWAITING_ACKNOWLEDGEMENT', 'DONE');
  if (now > undoUntil(handover)) {
    throw failedPrecondition('HANDOVER_UNDO_EXPIRED', 'A handover can be undone within seven days.');
  }
  return changeTo(handover, { state: 'UNDOING', step: { phase: 'hold', cursor: '', round: 1 } });
}

/** Everything that could return is back. */
export function finishReturn(handover: HandoverDoc): HandoverChange {
  const state = handover.state === 'UNDOING' ? 'UNDONE' : 'RETURNED';
  const role = state === 'UNDONE' ? 'undone' : 'returned';
  const repIds = [handover.fromRepId, ...handover.receiverIds];
  return changeTo(
    handover,
    { state, step: undefined, activeRepId: undefined },
    repIds.map((repId) => {
      const own = handover.receivers.filter((each) => repId === handover.fromRepId || each.repId === repId);
      return { repId, role, ...sumOf(own) };
    }),
  );
}

/** What is due by the clock alone; `at` is when the next of it will be. */
export type Due =
  | { kind: 'start' }
  | { kind: 'return' }
  | { kind: 'remind' | 'escalate'; repIds: string[] }
  | { kind: 'wait'; at?: Date };

export function dueNow(handover: HandoverDoc, now: Date): Due {
  const { state, mode, startTime, returnTime, transferTime } = handover;
  if (state === 'APPROVED') {
    return startTime && startTime > now ? { kind: 'wait', at: startTime } : { kind: 'start' };
  }
  const waitsForReturn = mode === 'STAND_IN' && (state === 'DONE' || state === 'AWAITING_ACKNOWLEDGEMENT');
  if (waitsForReturn && returnTime && returnTime <= now) return { kind: 'return' };
  const times = waitsForReturn && returnTime ? [returnTime] : [];
  if (state === 'AWAITING_ACKNOWLEDGEMENT' && transferTime) {
    const open = handover.receivers.filter(({ acknowledgeTime }) => !acknowledgeTime);
    for (const [kind, field, afterMs] of [
      ['remind', 'remindTime', REMIND_MS],
      ['escalate', 'escalateTime', ESCALATE_MS],
    ] as const) {
      const repIds = open.filter((each) => !each[field]).map(({ repId }) => repId);
      const at = new Date(transferTime.getTime() + afterMs);
      if (repIds.length > 0 && at <= now) return { kind, repIds };
      if (repIds.length > 0) times.push(at);
    }
  }
  const at = times.sort((a, b) => a.getTime() - b.getTime())[0];
  return { kind: 'wait', ...(at ? { at } : {}) };
}

/** Receivers are reminded, or their managers told, once each. */
export function remind(
  handover: HandoverDoc,
  due: { kind: 'remind' | 'escalate'; repIds: string[] },
  managers: Map<string, string>,
  now: Date,
): HandoverChange {
  const field = due.kind === 'remind' ? 'remindTime' : 'escalateTime';
  const told: HandoverRecipient[] = [];
  const receivers = handover.receivers.map((each) => {
    if (!due.repIds.includes(each.repId) || each[field] || each.acknowledgeTime) return each;
    const { repId, leads, customers } = each;
    const to = due.kind === 'remind' ? repId : (managers.get(repId) ?? '');
    if (to !== '') told.push({ repId: to, role: due.kind === 'remind' ? 'reminder' : 'escalation', leads, customers });
    return { ...each, [field]: now };
  });
  return changeTo(handover, { receivers }, told);
}

/** The stand-in is over. */
export function beginReturn(handover: HandoverDoc): HandoverChange {
  return changeTo(handover, { state: 'RETURNING', step: { phase: 'hold', cursor: '', round: 1 } });
}

export const undoUntil = ({ transferTime }: Pick<Handover, 'transferTime'>) =>
  new Date((transferTime?.getTime() ?? 0) + UNDO_MS);

/** Something is being carried out right now. */
export const isCarrying = ({ state }: Pick<Handover, 'state'>) => CARRYING.includes(state);
/** States in which a workflow has to look after it. */
export const UNDER_WAY: readonly HandoverState[] = [
  'APPROVED',
  'RUNNING',
  'AWAITING_ACKNOWLEDGEMENT',
  'UNDOING',
  'RETURNING',
];

const tellOnly = (repId: string, role: HandoverRecipient['role']): HandoverRecipient => ({
  repId,
  role,
  leads: 0,
  customers: 0,
});

const sumOf = (receivers: readonly HandoverReceiver[]) => ({
  leads: receivers.reduce((sum, { leads }) => sum + leads, 0),
  customers: receivers.reduce((sum, { customers }) => sum + customers, 0),
});

export function refuseUnless({ state }: Pick<Handover, 'state'>, ...allowed: HandoverState[]): void {
  if (allowed.includes(state)) return;
  throw failedPrecondition('HANDOVER_STATE', `The handover is ${state}.`, { state });
}
