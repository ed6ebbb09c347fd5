import '../../styles/clocks.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALWAYS, CLOCK_QUERIES, type ClockPolicy, createClockSubject, useCalendars } from '../../api/clocks';
import { sendSurely } from '../../api/sure';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { PublishFoot } from '../../components/publish-foot';
import {
  CHOICES,
  type ChoiceList,
  type ClockPolicyDraft,
  changedFields,
  emptyPolicy,
  KINDS,
  listsOf,
  policyDraftOf,
  toPolicyBody,
} from '../../lib/clock-policy-draft';
import { calendarWords, choiceName } from '../../lib/clock-words';
import { faultsByField } from '../../lib/problem';
import { clockName } from '../../lib/wording';
import { EscalationFields } from './escalation-fields';

interface Props {
  /** The policy to be changed; undefined for a new one. */
  policy?: ClockPolicy;
  onClose(): void;
}

/** A new policy, or the terms of one; before these change it is shown which clocks would move. */
export function ClockPolicyForm({ policy, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ClockPolicyDraft>(() => (policy ? policyDraftOf(policy) : emptyPolicy));
  const [requestId, setRequestId] = useState(() => crypto.randomUUID() as string);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [body, setBody] = useState<object>();
  const create = useMutation({
    mutationFn: (values: object) =>
      sendSurely((id) => createClockSubject<ClockPolicy>('clock-policies', values, id), requestId),
    onSuccess: ({ id }) => {
      void message.success(t('clocks.saved', { name: id }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries(CLOCK_QUERIES),
  });
  const refused: Record<string, string> = { ...faultsByField(create.error), ...own };
  const change = (part: Partial<ClockPolicyDraft>) => {
    setOwn({});
    setBody(undefined);
    setRequestId(crypto.randomUUID());
    setDraft({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const { body: whole, faults } = toPolicyBody(draft);
    setOwn(faults);
    if (Object.keys(faults).length > 0) return;
    if (!policy) return create.mutate({ ...whole, id: draft.id.trim(), kind: draft.kind });
    const changed = changedFields(whole, policy);
    if (Object.keys(changed).length === 0) return onClose();
    setBody(changed);
  };
  const text = (key: 'id' | 'hours' | 'reminders' | 'grace' | 'sources' | 'priority', fault: string) => (
    <Field label={t(`clocks.field.${key}`)} fault={faultAt(refused, fault)}>
      <input
        className="field"
        value={draft[key]}
        disabled={key === 'id' && policy !== undefined}
        onChange={({ target }) => change({ [key]: target.value })}
      />
    </Field>
  );
  const title = policy ? t('clocks.edit', { name: policy.id }) : t('clocks.new');
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      <div className="edit-fields">
        {text('id', 'id')}
        <Field label={t('clocks.kind')} fault={refused.kind}>
          <select
            className="field"
            value={draft.kind}
            disabled={policy !== undefined}
            onChange={({ target }) => change({ kind: target.value })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {clockName(t, kind)}
              </option>
            ))}
          </select>
        </Field>
        {text('hours', 'duration')}
        <CalendarChoice
          chosen={draft.calendarId}
          fault={refused.calendarId}
          onChange={(calendarId) => change({ calendarId })}
        />
        {text('reminders', 'reminderFractions')}
        {draft.kind === 'first_contact' && text('grace', 'grace')}
        {text('priority', 'priority')}
        {text('sources', 'sources')}
      </div>
      {listsOf(draft.kind).map((list) => (
        <Choices
          key={list}
          list={list}
          chosen={draft[list]}
          fault={faultAt(refused, list)}
          onChange={(values) => change({ [list]: values })}
        />
      ))}
      <EscalationFields
        escalations={draft.escalations}
        faults={refused}
        onChange={(escalations) => change({ escalations })}
      />
      <p>
        <label>
          <input type="checkbox" checked={draft.active} onChange={({ target }) => change({ active: target.checked })} />{' '}
          {t('clocks.field.active')}
        </label>
        {refused.active && (
          <span className="field-fault" role="alert">
            {' '}
            {t('fault.lastPolicy')}
          </span>
        )}
      </p>
      <FormFault error={create.error} />
      <PublishFoot
        subject="clock-policies"
        changed={policy}
        body={body}
        saving={create.isPending}
        onBack={() => setBody(undefined)}
        onClose={onClose}
      />
    </form>
  );
}

/** The fault of a field, or the first one of a part of it. */
const faultAt = (faults: Record<string, string>, field: string): string | undefined =>
  faults[field] ?? Object.entries(faults).find(([key]) => key.startsWith(`${field}[`))?.[1];

interface CalendarChoiceProps {
  chosen: string;
  fault: string | undefined;
  onChange(calendarId: string): void;
}

/** In which calendar the time is counted: the team's, around the clock, or one of the company's. */
function CalendarChoice({ chosen, fault, onChange }: CalendarChoiceProps) {
  const { t } = useTranslation();
  const calendars = useCalendars().data?.rows ?? [];
  const ids = new Set(['', ALWAYS, ...calendars.map(({ id }) => id), chosen]);
  return (
    <Field label={t('clocks.field.calendar')} fault={fault}>
      <select className="field" value={chosen} onChange={({ target }) => onChange(target.value)}>
        {[...ids].map((id) => (
          <option key={id} value={id}>
            {calendarWords(t, id, calendars)}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface ChoicesProps {
  list: ChoiceList;
  chosen: string[];
  fault: string | undefined;
  onChange(values: string[]): void;
}

/** Values of a condition; none chosen means all. */
function Choices({ list, chosen, fault, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <fieldset className="clock-choices">
      <legend>{t(`clocks.field.${list}`)}</legend>
      {CHOICES[list].map((value) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />{' '}
          {choiceName(t, list, value)}
        </label>
      ))}
      {fault && (
        <span className="field-fault" role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  );
}
