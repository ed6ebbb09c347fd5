import { assignment as proto } from '@fairlead/proto';
import type { Reply } from '@fairlead/service-kit';
import type { WorkCount } from '../application/handover-deps';
import { type Handover, type HandoverReceiver, type HandoverState, undoUntil } from '../domain/handover';
import type { HandoverItem, HandoverNote } from '../domain/handover-item';
import type { ReceiverPlan } from '../domain/handover-plan';
import type { ItemCount } from '../repository/handover-item-repository';
import type { HandoverDoc, HandoverItemDoc } from '../repository/models';

const toEnum = <E>(prefix: string, word: string) => `${prefix}_${word}` as E;
/** The word of an enum's value; undefined for none. */
export const wordOf = <W extends string>(prefix: string, value: string): W | undefined => {
  const word = value.startsWith(`${prefix}_`) ? value.slice(prefix.length + 1) : '';
  return word === '' || word === 'UNSPECIFIED' ? undefined : (word as W);
};

const toPlan = ({ named, leadsTo, customersTo, rule, shares }: ReceiverPlan): proto.ReceiverPlan => ({
  named: named.map(({ leadId, repId }) => ({ leadId, repId })),
  leadsTo,
  customersTo,
  rule: toEnum('RECEIVER_RULE', rule),
  shares: shares.map(({ repId, weight }) => ({ repId, weight })),
});

export const toReceiver = (receiver: HandoverReceiver): proto.HandoverReceiver => {
  const { repId, leads, customers, registrations = 0, acknowledgeTime, remindTime, escalateTime } = receiver;
  return { repId, leads, customers, registrations, acknowledgeTime, remindTime, escalateTime };
};

/** `counts`: of its items, when they were asked for. */
export function toHandover(doc: HandoverDoc, counts?: readonly ItemCount[]): proto.Handover {
  const sum = (state: string) => (counts ?? []).reduce((all, each) => all + (each.state === state ? each.count : 0), 0);
  return {
    name: `handovers/${doc._id}`,
    id: doc._id,
    etag: String(doc.revision),
    createTime: doc.createTime,
    updateTime: doc.updateTime,
    fromRepId: doc.fromRepId,
    teamId: doc.teamId,
    reason: toEnum('HANDOVER_REASON', doc.reason),
    mode: toEnum('HANDOVER_MODE', doc.mode),
    startTime: doc.startTime,
    returnTime: doc.returnTime,
    plan: toPlan(doc.plan),
    note: doc.note,
    state: toEnum('HANDOVER_STATE', doc.state satisfies HandoverState),
    requestedBy: doc.requestedBy,
    approvedBy: doc.approvedBy,
    rejectReason: doc.rejectReason,
    transferTime: doc.transferTime,
    undoUntil: doc.transferTime ? undoUntil(doc) : undefined,
    receivers: doc.receivers.map(toReceiver),
    progress: counts && {
      planned: sum('PLANNED'),
      moved: sum('MOVED'),
      skipped: sum('SKIPPED'),
      returned: sum('RETURNED'),
      kept: sum('KEPT'),
    },
  };
}

export const toNote = ({
  handoverId,
  leadId,
  specialPromises,
  negotiationState,
}: HandoverNote): proto.HandoverNote => ({
  handoverId,
  leadId,
  specialPromises,
  negotiationState,
});

export const toItem = (
  item: HandoverItem | HandoverItemDoc,
  work: readonly WorkCount[],
  note: HandoverNote | undefined,
): proto.HandoverItem => ({
  name: `handovers/${item.handoverId}/items/${item.leadId}`,
  handoverId: item.handoverId,
  leadId: item.leadId,
  openLead: item.openLead,
  fromRepId: item.fromRepId,
  toRepId: item.toRepId,
  state: toEnum('HANDOVER_ITEM_STATE', item.state),
  skipReason: item.skipReason,
  moveTime: item.moveTime,
  returnTime: item.returnTime,
  work: [...work],
  note: note && toNote(note),
});

export const HANDOVER_REPLY: Reply<Handover, proto.Handover> = {
  codec: proto.Handover,
  of: (doc) => toHandover(doc),
};
export const NOTE_REPLY: Reply<HandoverNote, proto.HandoverNote> = { codec: proto.HandoverNote, of: toNote };
