import type { TFunction } from 'i18next';
import type { Notification, People, TimelineEntry } from '../api/types';
import { dispatchWords } from './dispatch-words';
import { toDecimal } from './money';
import { TIMELINE_GROUPS } from './timeline-filter';

/** What the words need besides the entry: names, and times in the reader's zone. */
export interface Wording {
  t: TFunction;
  people: People;
  time(iso: string): string;
}

const short = (id: unknown) => String(id ?? '');

/** The display name of a person, or the id while no name is known. */
export const nameOf = (people: People, id: unknown): string => people[short(id)] ?? short(id);

/** A level in words: `reminder-2`, `breach`, `recycle`. */
export function levelName(t: TFunction, level: string): string {
  const [kind = '', number] = level.split('-');
  return t(`level.${kind}`, { number, defaultValue: level });
}

/** What a clock times, in words: `first_contact`. */
export const clockName = (t: TFunction, kind: string): string => t(`clockKind.${kind}`, { defaultValue: kind });

/** Where the subject of a clock is looked at. */
export const placeOfClock = (kind: string, subject: string): string =>
  /^(first_response|resolution)/.test(kind) ? `/cases/${subject}` : `/customers/${subject}`;

/** A field of a record in words: `display_name`. */
const fieldName = (t: TFunction, field: string): string => t(`field.${field}`, { defaultValue: field });

type Data = Record<string, unknown>;
type Describe = (data: Data, wording: Wording, entry: TimelineEntry) => string;

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What became of an order, by the last but one word of the event's type. */
function describeOrder(data: Data, { t }: Wording, { type }: TimelineEntry): string {
  const what = type.split('.')[3] ?? '';
  const total = { currencyCode: short(data.currencyCode), minorUnits: short(data.totalMinorUnits) };
  return t(`event.order_${what}`, {
    number: short(data.number),
    total: `${toDecimal(total)} ${total.currencyCode}`,
    state: t(`orderState.${short(data.state)}`),
  });
}

/** What became of a file; its name is read, not told by the event, and may be out of the reader's sight or gone. */
function describeFile(data: Data, { t }: Wording, { type, attachment }: TimelineEntry): string {
  const where = data.recordKind === 'RECORD_KIND_CASE' ? 'attachment.atCase' : 'attachment.atFollowUp';
  const name = attachment?.fileName || t('attachment.someFile');
  return t(`event.file_${type.split('.')[3] ?? ''}`, { name, where: t(where) });
}

/** What became of a complaint or service request, by the last but one word of the event's type. */
function describeCase(data: Data, { t, people, time }: Wording, { type }: TimelineEntry): string {
  const what = type.split('.')[3] ?? '';
  const why = dispatchWords(t, short(data.reason));
  const said = t(`event.case_${what}`, {
    kind: data.kind ? t(`caseKind.${short(data.kind)}`) : '',
    agent: nameOf(people, data.assigneeId),
    priority: data.priority ? t(`casePriority.${short(data.priority)}`) : '',
    until: data.until ? time(short(data.until)) : '',
    csat: short(data.csat),
  });
  return why ? `${said} (${why})` : said;
}

/** Types of events about cases that a timeline shows. */
const CASE_EVENTS = TIMELINE_GROUPS.cases;

const DESCRIBE: Record<string, Describe> = {
  ...Object.fromEntries(CASE_EVENTS.map((type) => [type, describeCase])),
  'crm.customer.lead.created.v1': (_, { t }) => t('event.created'),
  'crm.customer.customer.imported.v1': (_, { t }) => t('event.imported'),
  'crm.customer.customer.updated.v1': (data, { t }) =>
    t('event.updated', {
      fields: listOf(data.fields)
        .map((field) => fieldName(t, field))
        .join(', '),
    }),
  'crm.customer.stage.changed.v1': (data, { t }) =>
    t(listOf(data.overridden).length > 0 ? 'event.stageOverridden' : 'event.stageChanged', {
      from: t(`stage.${short(data.from)}`),
      to: t(`stage.${short(data.to)}`),
    }),
  'crm.customer.lead.converted.v1': (_, { t }) => t('event.converted'),
  'crm.customer.lead.lost.v1': (_, { t }) => t('event.lost'),
  'crm.customer.lead.reopened.v1': (_, { t }) => t('event.reopened'),
  'crm.assignment.lead.recycle_warned.v1': (data, { t, people, time }) =>
    t('event.recycleWarned', { owner: nameOf(people, data.ownerId), time: time(short(data.recycleTime)) }),
  'crm.assignment.lead.assigned.v1': (data, { t, people }) =>
    t(data.kind === 'manual' ? 'event.assignedByHand' : 'event.assigned', { owner: nameOf(people, data.ownerId) }),
  'crm.assignment.lead.claimed.v1': (data, { t, people }) =>
    t('event.claimed', { owner: nameOf(people, data.ownerId) }),
  'crm.assignment.lead.handed_over.v1': (data, { t, people }) =>
    t('event.handedOver', { former: nameOf(people, data.previousOwnerId), owner: nameOf(people, data.ownerId) }),
  'crm.assignment.lead.pooled.v1': (data, { t, people }) =>
    t(data.previousOwnerId ? 'event.pooledFrom' : 'event.pooled', {
      owner: nameOf(people, data.previousOwnerId),
      reason: t(`reason.${short(data.reason)}`),
    }),
  'crm.followup.follow_up.logged.v1': (data, { t }) =>
    t('event.followUp', { method: t(`method.${short(data.method)}`), outcome: t(`outcome.${short(data.outcome)}`) }),
  'crm.followup.task.created.v1': (data, { t, people, time }) =>
    t('event.taskCreated', { owner: nameOf(people, data.ownerId), time: time(short(data.dueTime)) }),
  'crm.followup.task.completed.v1': (_, { t }) => t('event.taskCompleted'),
  'crm.followup.task.reopened.v1': (_, { t }) => t('event.taskReopened'),
  'crm.followup.obligation.opened.v1': (data, { t, time }) =>
    t('event.opened', { kind: clockName(t, short(data.kind)), time: time(short(data.dueTime)) }),
  'crm.followup.obligation.rescheduled.v1': (data, { t, people, time }) =>
    t([`event.rescheduled_${short(data.cause)}`, 'event.rescheduled'], {
      time: time(short(data.dueTime)),
      until: data.until ? time(short(data.until)) : '',
      owner: nameOf(people, data.ownerId),
    }),
  'crm.followup.obligation.level_reached.v1': (data, { t, people }) =>
    t('event.level', {
      level: levelName(t, short(data.level)),
      people: (data.recipients as { repId: string }[] | undefined)
        ?.map(({ repId }) => nameOf(people, repId))
        .join(', '),
    }),
  'crm.followup.obligation.closed.v1': (data, { t }) =>
    t('event.closed', { state: t(`obligationState.${short(data.state)}`) }),
  'crm.followup.attachment.added.v1': describeFile,
  'crm.followup.attachment.removed.v1': describeFile,
  'crm.followup.attachment.restored.v1': describeFile,
  'crm.order.order.created.v1': describeOrder,
  'crm.order.order.confirmed.v1': describeOrder,
  'crm.order.order.cancelled.v1': describeOrder,
  'crm.order.order.shipped.v1': describeOrder,
  'crm.order.order.received.v1': describeOrder,
  'crm.notification.created.v1': (data, { t, people }) =>
    t('event.notified', { owner: nameOf(people, data.recipientId) }),
};

/** Types that have words; the timeline shows others by their name. */
export const DESCRIBED_TYPES = Object.keys(DESCRIBE);

/** What an entry of the timeline says. */
export function describeEntry(entry: TimelineEntry, wording: Wording): string {
  const describe = DESCRIBE[entry.type];
  return describe ? describe(entry.data, wording, entry) : wording.t('event.other', { type: entry.type });
}

/** Who caused it. */
export function describeActor({ actor }: TimelineEntry, { t, people }: Wording): string {
  return actor.startsWith('service:') ? t('event.system') : t('event.by', { name: nameOf(people, actor) });
}

export type Tone = 'good' | 'bad' | 'work' | 'plain' | 'faint';

const TONES: [RegExp, Tone][] = [
  [/notification/, 'faint'],
  [/converted|completed|confirmed|received/, 'good'],
  [/lost|cancelled|pooled|level_reached/, 'bad'],
  [/follow_up\.logged|claimed|assigned|handed_over/, 'work'],
];

export const toneOf = (type: string): Tone => TONES.find(([pattern]) => pattern.test(type))?.[1] ?? 'plain';

/** Where a message leads: what it is about. */
export function placeOfNotification({
  kind,
  subject,
  params,
}: Pick<Notification, 'kind' | 'subject'> & { params?: Record<string, string> }): string {
  if (kind.startsWith('case_')) return `/cases/${params?.caseId ?? ''}`;
  if (kind === 'registration_lost') return '/registrations';
  if (kind === 'contest_won' || kind.startsWith('registration_')) return `/registrations/${subject}`;
  if (kind.startsWith('handover_')) return `/handovers/${subject}`;
  return kind.startsWith('contest_') ? '/contests' : placeOfClock(kind, subject);
}

/** What a message says. */
export function describeNotification(
  { kind, subject, params }: Pick<Notification, 'kind' | 'subject' | 'params'>,
  customers: Record<string, string>,
  { t, people, time }: Wording,
): string {
  return t(`inbox.${kind}`, {
    customer: customers[subject] ?? t('inbox.someone'),
    owner: nameOf(people, params.ownerId),
    rep: nameOf(people, params.fromRepId),
    leads: params.leads ?? '',
    customers: params.customers ?? '',
    time: params.dueTime ? time(params.dueTime) : '',
    defaultValue: kind,
  });
}
