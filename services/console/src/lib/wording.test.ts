import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../api/types';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { DESCRIBED_TYPES, describeActor, describeEntry, describeNotification, levelName, toneOf } from './wording';

let english: TFunction;
let chinese: TFunction;
beforeAll(async () => {
  await i18next.init({
    resources: { en: { translation: en }, zh: { translation: zh } },
    lng: 'en',
    interpolation: { escapeValue: false },
  });
  english = i18next.getFixedT('en');
  chinese = i18next.getFixedT('zh');
});

const entry = (type: string, data: Record<string, unknown>, actor = 'service:assignment'): TimelineEntry => ({
  id: 'assignment:1',
  type,
  time: '2026-01-01T00:00:00Z',
  actor,
  data,
});
const wording = (t: TFunction) => ({ t, people: { ann: 'Ann Lee' }, time: () => '10:00' });

describe('the timeline in words', () => {
  it('says who got the lead, and how', () => {
    const assigned = entry('crm.assignment.lead.assigned.v1', { ownerId: 'ann', kind: 'manual' });
    expect(describeEntry(assigned, wording(english))).toBe('Assigned to Ann Lee by hand');
    expect(describeEntry(assigned, wording(chinese))).toBe('手动指派给 Ann Lee');
    expect(describeActor(assigned, wording(english))).toBe('by the system');
    expect(describeActor({ ...assigned, actor: 'ann' }, wording(english))).toBe('by Ann Lee');
  });
  it('says why a lead lies in the pool, and shows an unknown person by id', () => {
    const pooled = entry('crm.assignment.lead.pooled.v1', { previousOwnerId: 'bob', reason: 'first_contact_missed' });
    expect(describeEntry(pooled, wording(english))).toBe('From bob into the public pool: not reached in time');
    const first = entry('crm.assignment.lead.pooled.v1', { previousOwnerId: '', reason: 'no_eligible_rep' });
    expect(describeEntry(first, wording(chinese))).toBe('进入公海池：没有合适的销售');
  });
  it('names levels and who was told', () => {
    const level = entry('crm.followup.obligation.level_reached.v1', {
      level: 'reminder-2',
      recipients: [{ repId: 'ann' }],
    });
    expect(describeEntry(level, wording(english))).toBe('Reminder 2; told: Ann Lee');
    expect(levelName(english, 'something-new')).toBe('something-new');
  });
  it('tells why a clock moved', () => {
    const moved = (cause: string | undefined) => {
      const due = '2026-01-01T00:00:00Z';
      const data = { cause, ownerId: 'ann', dueTime: due, ...(cause === 'paused' ? { until: due } : {}) };
      const strict = { ...wording(english), time: (iso: string) => (new Date(iso).toISOString() ? '10:00' : '') };
      return describeEntry(entry('crm.followup.obligation.rescheduled.v1', data), strict);
    };
    expect(moved(undefined)).toBe('The clock moved, now due 10:00');
    expect(moved('paused')).toBe('The clock stands still until 10:00, then due 10:00');
    expect(moved('owner')).toBe('The clock is Ann Lee’s now, due 10:00');
    const opened = entry('crm.followup.obligation.opened.v1', { kind: 'silence' });
    expect(describeEntry(opened, wording(english))).toBe('The clock started (Next contact), due 10:00');
  });
  it('has words for every type in both languages, and none is left with gaps', () => {
    for (const type of DESCRIBED_TYPES) {
      for (const t of [english, chinese]) {
        const text = describeEntry(
          entry(type, { fields: ['phone'], from: 'STAGE_LEAD', to: 'STAGE_NEED' }),
          wording(t),
        );
        expect(text).not.toBe('');
        expect(text).not.toContain('{{');
        expect(text).not.toMatch(/^event\./);
      }
    }
  });
  it('names a file as far as the reader may read its name', () => {
    const removed = entry('crm.followup.attachment.removed.v1', { recordKind: 'RECORD_KIND_CASE' });
    expect(describeEntry(removed, wording(english))).toBe('A file was removed from a case');
    const added = entry('crm.followup.attachment.added.v1', { recordKind: 'RECORD_KIND_FOLLOW_UP' });
    const attachment = { fileName: '大门.png' } as TimelineEntry['attachment'];
    expect(describeEntry({ ...added, attachment }, wording(chinese))).toBe('大门.png 已添加到跟进');
  });
  it('shows a type it does not know by name', () => {
    expect(describeEntry(entry('crm.order.placed.v1', {}), wording(english))).toBe('crm.order.placed.v1');
    expect(toneOf('crm.order.placed.v1')).toBe('plain');
  });
});

it('puts messages into words', () => {
  const message = {
    id: '1',
    kind: 'first_contact_escalation',
    urgency: 'URGENCY_CRITICAL',
    subject: 'c1',
    params: { ownerId: 'ann', dueTime: '2026-01-01T00:00:00Z' },
    createTime: '2026-01-01T00:00:00Z',
  };
  expect(describeNotification(message, { c1: '华为' }, wording(english))).toBe('Ann Lee has not reached 华为 in time');
  expect(describeNotification(message, {}, wording(chinese))).toBe('Ann Lee 未按时联系 某位客户');
});
