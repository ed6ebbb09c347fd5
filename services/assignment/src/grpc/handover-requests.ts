import { assignment as proto } from '@fairlead/proto';
import { Faults } from '@fairlead/service-kit';
import { type HandoverMode, type HandoverReason, type HandoverTerms, MAX_NOTE } from '../domain/handover';
import { type HandoverNote, MAX_ITEM_NOTE } from '../domain/handover-item';
import { MAX_NAMED, MAX_SHARE_WEIGHT, MAX_SHARES, type ReceiverPlan, type ReceiverRule } from '../domain/handover-plan';
import { wordOf } from './handover-messages';

const FIELDS = ['reason', 'mode', 'start_time', 'return_time', 'plan', 'note'] as const;
const MAX_AHEAD_MS = 366 * 86_400_000;

export function parseNewHandover({ handover, requestId }: proto.CreateHandoverRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  if (!handover) return faults.add('handover', 'is required').throwIfAny() as never;
  const outputs = { name: handover.name, id: handover.id, etag: handover.etag, team_id: handover.teamId };
  for (const [field, value] of Object.entries(outputs))
    faults.check(value === '', `handover.${field}`, 'is output only');
  faults.check(handover.receivers.length === 0, 'handover.receivers', 'is output only');
  faults.slug('handover.from_rep_id', handover.fromRepId);
  const terms = {
    ...parseFields(faults, handover, FIELDS),
  } as HandoverTerms;
  faults.throwIfAny();
  return { fromRepId: handover.fromRepId, terms };
}

export function parseHandoverUpdate({ handover, updateMask, requestId }: proto.UpdateHandoverRequest) {
  const faults = new Faults().uuid('request_id', requestId);
  const fields = [...new Set(updateMask ?? [])];
  faults.check(fields.length > 0, 'update_mask', `is required: some of ${FIELDS.join(', ')}`);
  const known = FIELDS.filter((field) => fields.includes(field));
  for (const field of fields) {
    faults.check((FIELDS as readonly string[]).includes(field), 'update_mask', `${field} cannot be changed`);
  }
  if (!handover) return faults.add('handover', 'is required').throwIfAny() as never;
  faults.uuid('handover.id', handover.id);
  faults.check(handover.etag !== '', 'handover.etag', 'is required: send back the one that was read');
  const terms = parseFields(faults, handover, known);
  faults.throwIfAny();
  const removes = [
    ...(known.includes('start_time') && !handover.startTime ? (['startTime'] as const) : []),
    ...(known.includes('return_time') && !handover.returnTime ? (['returnTime'] as const) : []),
  ];
  return { id: handover.id, etag: handover.etag, terms, removes };
}

function parseFields(
  faults: Faults,
  handover: proto.Handover,
  fields: readonly (typeof FIELDS)[number][],
): Partial<HandoverTerms> {
  const terms: Partial<HandoverTerms> = {};
  const { startTime, returnTime } = handover;
  if (fields.includes('reason')) {
    const reason = wordOf<HandoverReason>('HANDOVER_REASON', handover.reason);
    faults.check(reason !== undefined, 'handover.reason', 'is required');
    if (reason) terms.reason = reason;
  }
  if (fields.includes('mode')) {
    const mode = wordOf<HandoverMode>('HANDOVER_MODE', handover.mode);
    faults.check(mode !== undefined, 'handover.mode', 'is required');
    if (mode) terms.mode = mode;
  }
  const latest = Date.now() + MAX_AHEAD_MS;
  if (fields.includes('start_time') && startTime) {
    faults.check(startTime.getTime() <= latest, 'handover.start_time', 'must be within a year');
    terms.startTime = startTime;
  }
  if (fields.includes('return_time') && returnTime) {
    faults.check(returnTime.getTime() <= latest, 'handover.return_time', 'must be within a year');
    terms.returnTime = returnTime;
  }
  if (fields.includes('plan')) terms.plan = parsePlan(faults, handover.plan, 'handover.plan');
  if (fields.includes('note')) {
    faults.text('handover.note', handover.note, { max: MAX_NOTE });
    terms.note = handover.note;
  }
  return terms;
}

export function parsePlan(faults: Faults, plan: proto.ReceiverPlan | undefined, prefix: string): ReceiverPlan {
  const { named, leadsTo, customersTo, rule, shares } = plan ?? proto.ReceiverPlan.fromPartial({});
  faults.check(rule !== proto.ReceiverRule.UNRECOGNIZED, `${prefix}.rule`, 'is not a known rule');
  const wanted = wordOf<ReceiverRule>('RECEIVER_RULE', rule) ?? 'LEAST_LOAD';
  faults.check(named.length <= MAX_NAMED, `${prefix}.named`, `must be at most ${MAX_NAMED}`);
  const leads = new Set<string>();
  named.slice(0, MAX_NAMED).forEach(({ leadId, repId }, index) => {
    faults.uuid(`${prefix}.named[${index}].lead_id`, leadId).slug(`${prefix}.named[${index}].rep_id`, repId);
    faults.check(!leads.has(leadId), `${prefix}.named[${index}].lead_id`, 'is named twice');
    leads.add(leadId);
  });
  if (leadsTo !== '') faults.slug(`${prefix}.leads_to`, leadsTo);
  if (customersTo !== '') faults.slug(`${prefix}.customers_to`, customersTo);
  const sharing = wanted === 'SHARES';
  faults.check(!sharing || shares.length > 0, `${prefix}.shares`, 'must have at least one');
  faults.check(sharing || shares.length === 0, `${prefix}.shares`, 'are for the rule RECEIVER_RULE_SHARES only');
  faults.check(shares.length <= MAX_SHARES, `${prefix}.shares`, `must be at most ${MAX_SHARES}`);
  const reps = new Set<string>();
  shares.slice(0, MAX_SHARES).forEach(({ repId, weight }, index) => {
    faults.slug(`${prefix}.shares[${index}].rep_id`, repId);
    faults.check(!reps.has(repId), `${prefix}.shares[${index}].rep_id`, 'is named twice');
    reps.add(repId);
    const sound = weight >= 1 && weight <= MAX_SHARE_WEIGHT;
    faults.check(sound, `${prefix}.shares[${index}].weight`, `must be from 1 to ${MAX_SHARE_WEIGHT}`);
  });
  return { named, leadsTo, customersTo, rule: wanted, shares };
}

export function parseNote({ note, requestId }: proto.WriteHandoverNoteRequest): HandoverNote {
  const faults = new Faults().uuid('request_id', requestId);
  if (!note) return faults.add('note', 'is required').throwIfAny() as never;
  faults.uuid('note.handover_id', note.handoverId).uuid('note.lead_id', note.leadId);
  faults.text('note.special_promises', note.specialPromises, { max: MAX_ITEM_NOTE });
  faults.text('note.negotiation_state', note.negotiationState, { max: MAX_ITEM_NOTE });
  faults.throwIfAny();
  return note;
}
