import { followup as proto } from '@fairlead/proto';
import { canonicalLanguage, Faults, toMs } from '@fairlead/service-kit';
import type { GivenCase } from '../application/open-case';
import {
  type CaseSettings,
  MAX_OBJECTION_MS,
  MAX_REOPENING_MS,
  MAX_SURVEY_REMINDER_MS,
  MAX_WAIT_MS,
  MAX_WORD,
  MAX_WORDS,
} from '../domain/case-settings';
import type { CaseQuery } from '../repository/case-repository';

const MAX_SUBJECT_LINE = 200;
export const MAX_TEXT = 5000;
export const MAX_REASON = 500;
const MAX_SHORT = 100;
const MAX_REQUESTER = 200;
const MAX_COMMENT = 2000;
const MAX_TOKEN = 200;
const MAX_IDS = 200;
const { CaseKind, CasePriority, CaseChannel, CaseState, CaseLevel, DispatchReason } = proto;

/** Whether an enum value is one of those that mean something. */
const isKnown = (values: Record<string, string>, value: string) =>
  Object.values(values).includes(value) && !value.endsWith('_UNSPECIFIED') && value !== 'UNRECOGNIZED';
/** A filter: the value, or undefined when it was not given. */
const given = <T extends string>(value: T): T | undefined => (value.endsWith('_UNSPECIFIED') ? undefined : value);

/** Checks a new case; every fault is named. */
export function parseNewCase({ case: found, requestId }: proto.OpenCaseRequest): GivenCase {
  const faults = new Faults().uuid('request_id', requestId);
  if (!found) faults.add('case', 'is required');
  const of = found ?? proto.Case.create();
  if (found) {
    checkOutputs(of, faults);
    checkContent(of, faults);
  }
  faults.throwIfAny();
  const priority = given(of.priority) ?? CasePriority.CASE_PRIORITY_NORMAL;
  const { kind, customerId, channel } = of;
  return {
    kind,
    customerId,
    channel,
    priority,
    subjectLine: of.subjectLine.trim(),
    description: of.description.trim(),
    productRef: of.productRef.trim(),
    orderRef: of.orderRef.trim(),
    skill: of.skill.trim(),
    language: canonicalLanguage(of.language.trim()) ?? '',
    requester: of.requester.trim(),
  };
}

function checkOutputs(of: proto.Case, faults: Faults): void {
  const outputs: Record<string, boolean> = {
    name: of.name !== '',
    id: of.id !== '',
    etag: of.etag !== '',
    create_time: of.createTime !== undefined,
    update_time: of.updateTime !== undefined,
    subtype: of.subtype !== '',
    state: of.state !== CaseState.CASE_STATE_UNSPECIFIED,
    cycle: of.cycle !== 0,
    start_time: of.startTime !== undefined,
    assignee_id: of.assigneeId !== '',
    team_id: of.teamId !== '',
    owner_id: of.ownerId !== '',
    response_time: of.responseTime !== undefined,
    resolve_time: of.resolveTime !== undefined,
    close_time: of.closeTime !== undefined,
    resolution: of.resolution !== '',
    wait_until: of.waitUntil !== undefined,
    wait_reason: of.waitReason !== '',
    merged_into: of.mergedInto !== '',
    merged_from: of.mergedFrom.length > 0,
    linked_case_id: of.linkedCaseId !== '',
    level: of.level !== CaseLevel.CASE_LEVEL_UNSPECIFIED,
    due_time: of.dueTime !== undefined,
    clocks: of.clocks.length > 0,
    ratings: of.ratings.length > 0,
    survey_path: of.surveyPath !== '',
    advance_time: of.advanceTime !== undefined,
    reopen_until: of.reopenUntil !== undefined,
    workable: of.workable,
    live: of.live,
    dispatch_reason: of.dispatchReason !== DispatchReason.DISPATCH_REASON_UNSPECIFIED,
  };
  for (const [field, isGiven] of Object.entries(outputs)) faults.check(!isGiven, `case.${field}`, 'is output only');
}

function checkContent(of: proto.Case, faults: Faults): void {
  faults.uuid('case.customer_id', of.customerId);
  faults.check(isKnown(CaseKind, of.kind), 'case.kind', 'is required: complaint or service request');
  faults.check(isKnown(CaseChannel, of.channel), 'case.channel', 'is required: where it came from');
  faults.check(of.priority !== CasePriority.UNRECOGNIZED, 'case.priority', 'is not a known priority');
  faults.text('case.subject_line', of.subjectLine.trim(), { min: 1, max: MAX_SUBJECT_LINE });
  faults.text('case.description', of.description.trim(), { max: MAX_TEXT });
  faults.text('case.product_ref', of.productRef.trim(), { max: MAX_SHORT });
  faults.text('case.order_ref', of.orderRef.trim(), { max: MAX_SHORT });
  faults.text('case.skill', of.skill.trim(), { max: MAX_SHORT });
  const isLanguage = canonicalLanguage(of.language.trim()) !== null;
  faults.check(isLanguage, 'case.language', 'must be a BCP 47 language tag, e.g. zh-CN');
  faults.text('case.requester', of.requester.trim(), { max: MAX_REQUESTER });
}

export const checkCaseCommand = ({ caseId, requestId }: { caseId: string; requestId: string }): Faults =>
  new Faults().uuid('case_id', caseId).uuid('request_id', requestId);

/** Checks a wait: it has an end, after now and within 90 days. */
export function checkWait(request: proto.WaitForCustomerRequest, now: Date): { until: Date; reason: string } {
  const faults = checkCaseCommand(request);
  const { until } = request;
  const reason = request.reason.trim();
  if (!until) faults.add('until', 'is required: waiting always has an end');
  else if (until <= now) faults.add('until', 'must be in the future');
  else faults.check(until.getTime() - now.getTime() <= MAX_WAIT_MS, 'until', 'must be within 90 days');
  faults.text('reason', reason, { min: 1, max: MAX_REASON }).throwIfAny();
  return { until: until as Date, reason };
}

export function checkPriority(request: proto.ChangeCasePriorityRequest): {
  priority: proto.CasePriority;
  reason: string;
} {
  const reason = request.reason.trim();
  checkCaseCommand(request)
    .check(isKnown(CasePriority, request.priority), 'priority', 'is required')
    .text('reason', reason, { min: 1, max: MAX_REASON })
    .throwIfAny();
  return { priority: request.priority, reason };
}

/** Checks which cases are asked for. */
export function parseCaseQuery(request: proto.ListCasesRequest, caller: string): CaseQuery {
  const { pageSize, pageToken, customerId, assigneeId, teamId, openOnly, liveOnly, orderBy, caseIds } = request;
  const faults = new Faults().check(pageSize >= 0, 'page_size', 'must not be negative');
  if (customerId !== '') faults.uuid('customer_id', customerId);
  if (assigneeId !== '') faults.slug('assignee_id', assigneeId);
  if (teamId !== '') faults.slug('team_id', teamId);
  faults.check(caseIds.length <= MAX_IDS, 'case_ids', `must be at most ${MAX_IDS}`);
  caseIds.slice(0, MAX_IDS).forEach((id, index) => {
    faults.uuid(`case_ids[${index}]`, id);
  });
  faults.check(request.kind !== CaseKind.UNRECOGNIZED, 'kind', 'is not a known kind');
  faults.check(request.state !== CaseState.UNRECOGNIZED, 'state', 'is not a known state');
  faults.check(request.priority !== CasePriority.UNRECOGNIZED, 'priority', 'is not a known priority');
  faults.check(request.level !== CaseLevel.UNRECOGNIZED, 'level', 'is not a known level');
  const orders = ['', 'due_time', 'create_time desc'];
  faults.check(orders.includes(orderBy), 'order_by', 'must be due_time or create_time desc').throwIfAny();
  const newestFirst = orderBy === 'create_time desc';
  const [kind, state] = [given(request.kind), given(request.state)];
  const [priority, level] = [given(request.priority), given(request.level)];
  const lists = {
    caseIds,
    customerId,
    assigneeId,
    teamId,
    openOnly,
    liveOnly,
    newestFirst,
    pageSize,
    pageToken,
    caller,
  };
  return { ...lists, kind, state, priority, level };
}

/** Checks a customer's answer. */
export function parseRating({ token, csat, nps, comment }: proto.RateCaseRequest) {
  const words = comment.trim();
  checkToken(token)
    .check(Number.isInteger(csat) && csat >= 1 && csat <= 5, 'csat', 'must be 1 to 5')
    .check(nps === undefined || (Number.isInteger(nps) && nps >= 0 && nps <= 10), 'nps', 'must be 0 to 10')
    .text('comment', words, { max: MAX_COMMENT })
    .throwIfAny();
  return { csat, comment: words, ...(nps === undefined ? {} : { nps }) };
}

export const checkToken = (token: string): Faults => new Faults().text('token', token, { min: 1, max: MAX_TOKEN });

/** Checks new settings; all values are required. */
export function parseSettings({ settings, requestId }: proto.UpdateCaseSettingsRequest): {
  etag: string;
  values: CaseSettings;
} {
  const faults = new Faults().uuid('request_id', requestId);
  if (!settings) faults.add('settings', 'is required');
  const of = settings ?? proto.CaseSettings.create();
  const list = (field: string, values: string[], min: number) => {
    const fits = values.length >= min && values.length <= MAX_WORDS;
    faults.check(fits, `settings.${field}`, `must be ${min > 0 ? `${min} to` : 'at most'} ${MAX_WORDS}`);
    values.slice(0, MAX_WORDS).forEach((word, index) => {
      faults.text(`settings.${field}[${index}]`, word.trim(), { min: 1, max: MAX_WORD });
    });
  };
  const time = (field: string, value: proto.CaseSettings['objection'], min: number, max: number, range: string) => {
    const ms = value ? toMs(value) : Number.NaN;
    faults.check(ms >= min && ms <= max, `settings.${field}`, `must be ${range}`);
    return ms;
  };
  if (settings) {
    faults.text('settings.etag', of.etag, { min: 1, max: MAX_SHORT });
    list('words', of.words, 1);
    list('negations', of.negations, 0);
    const poor = Number.isInteger(of.poorRating) && of.poorRating >= 0 && of.poorRating <= 4;
    faults.check(poor, 'settings.poor_rating', 'must be 0 to 4');
  }
  const objectionMs = time('objection', of.objection, 1000, MAX_OBJECTION_MS, '1 second to 90 days');
  const reopeningMs = time('reopening', of.reopening, 0, MAX_REOPENING_MS, '0 to 365 days');
  const surveyReminderMs = time('survey_reminder', of.surveyReminder, 0, MAX_SURVEY_REMINDER_MS, '0 to 30 days');
  faults.throwIfAny();
  const trimmed = (words: string[]) => [...new Set(words.map((word) => word.trim()))];
  const { detection, poorRating } = of;
  const values = { detection, words: trimmed(of.words), negations: trimmed(of.negations), poorRating };
  return { etag: of.etag, values: { ...values, objectionMs, reopeningMs, surveyReminderMs } };
}
