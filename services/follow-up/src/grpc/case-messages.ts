import { followup as proto } from '@fairlead/proto';
import { type Reply, toDuration } from '@fairlead/service-kit';
import { type Case, NEVER, teamOf } from '../domain/case';
import type { CaseNote } from '../domain/case-note';
import type { CaseSettings } from '../domain/case-settings';
import { surveyPath } from '../domain/case-survey';
import { nextLevel } from '../domain/obligation';
import type { CaseDoc, CaseNoteDoc, CaseSettingsDoc } from '../repository/case-models';
import type { ObligationDoc } from '../repository/models';

/** A case as commands answer it: without its clocks and without what depends on who asks. */
export const toCase = (doc: CaseDoc): proto.Case => ({
  name: `cases/${doc._id}`,
  id: doc._id,
  etag: String(doc.revision),
  createTime: doc.createTime,
  updateTime: doc.updateTime,
  kind: doc.kind,
  subtype: doc.subtype,
  customerId: doc.customerId,
  subjectLine: doc.subjectLine,
  description: doc.description,
  channel: doc.channel,
  priority: doc.priority,
  productRef: doc.productRef,
  orderRef: doc.orderRef,
  skill: doc.skill,
  language: doc.language ?? '',
  requester: doc.requester,
  state: doc.state,
  cycle: doc.cycle,
  startTime: doc.startTime,
  assigneeId: doc.assigneeId,
  teamId: teamOf(doc).teamId,
  ownerId: doc.ownerId,
  responseTime: doc.responseTime,
  resolveTime: doc.resolveTime,
  closeTime: doc.closeTime,
  resolution: doc.resolution,
  waitUntil: doc.waiting?.until,
  waitReason: doc.waiting?.reason ?? '',
  mergedInto: doc.mergedInto,
  mergedFrom: [...doc.mergedFrom],
  linkedCaseId: doc.linkedCaseId,
  level: doc.level,
  dueTime: doc.dueTime.getTime() === NEVER.getTime() ? undefined : doc.dueTime,
  clocks: [],
  ratings: doc.ratings.map(({ cycle, time, csat, nps, comment }) => ({ cycle, time, csat, nps, comment })),
  surveyPath: '',
  advanceTime: doc.advanceTime,
  reopenUntil: doc.reopenUntil,
  workable: false,
  live: doc.live,
  dispatchReason: doc.dispatchReason ?? proto.DispatchReason.DISPATCH_REASON_UNSPECIFIED,
});

export interface ShownWith {
  clocks: ObligationDoc[];
  /** Ids of the clocks that stand still. */
  paused: Set<string>;
  workable: boolean;
  surveyKey: Buffer;
}

/** A case as reads answer it. */
export const toShownCase = (doc: CaseDoc, { clocks, paused, workable, surveyKey }: ShownWith): proto.Case => ({
  ...toCase(doc),
  clocks: clocks.map((clock) => toClock(clock, paused.has(clock._id))),
  workable,
  surveyPath: workable && doc.resolveTime ? surveyPath(doc._id, resolvedCycle(doc), doc.resolveTime, surveyKey) : '',
});

/** While it is worked on again, the last resolution was that of the cycle before. */
const resolvedCycle = ({ cycle, cycleTime, resolveTime }: Case): number =>
  cycle > 1 && resolveTime && resolveTime < cycleTime ? cycle - 1 : cycle;

function toClock(doc: ObligationDoc, paused: boolean): proto.CaseClock {
  const next = nextLevel(doc);
  return {
    obligationId: doc._id,
    kind: doc.kind,
    openTime: doc.openTime,
    dueTime: doc.dueTime,
    closeTime: doc.closeTime,
    fulfilled: doc.state === proto.ObligationState.OBLIGATION_STATE_FULFILLED,
    paused,
    nextLevelId: next?.id ?? '',
    nextLevelTime: next?.dueTime,
    reached: doc.levels.filter(({ recordTime }) => recordTime).map(({ id }) => id),
  };
}

export const toNote = (doc: CaseNoteDoc): proto.CaseNote => ({
  name: `caseNotes/${doc._id}`,
  id: doc._id,
  caseId: doc.caseId,
  createTime: doc.createTime,
  author: doc.author,
  text: doc.text,
});

export const toSettings = (doc: CaseSettingsDoc): proto.CaseSettings => ({
  etag: String(doc.revision),
  updateTime: doc.updateTime,
  detection: doc.detection,
  words: [...doc.words],
  negations: [...doc.negations],
  objection: toDuration(doc.objectionMs),
  reopening: toDuration(doc.reopeningMs),
  surveyReminder: toDuration(doc.surveyReminderMs),
  poorRating: doc.poorRating,
});

export const CASE_REPLY: Reply<Case, proto.Case> = { codec: proto.Case, of: toCase };
export const NOTE_REPLY: Reply<CaseNote, proto.CaseNote> = { codec: proto.CaseNote, of: toNote };
export const SETTINGS_REPLY: Reply<CaseSettings, proto.CaseSettings> = { codec: proto.CaseSettings, of: toSettings };
