import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pauseObligation, resumeObligation } from '../../api/commands';
import { sendSurely } from '../../api/sure';
import type { Obligation } from '../../api/types';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { isPausable, pauseFault } from '../../lib/pausable';
import { faultsByField } from '../../lib/problem';
import { fromWallTime } from '../../lib/time';
import { clockName } from '../../lib/wording';
import { useCustomerCommand } from './use-customer-command';

/** Lets a clock stand still until a day, or go on. */
export function PauseClock({ clock }: { clock: Obligation }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const [asks, setAsks] = useState(false);
  const name = clockName(t, clock.kind);
  const resume = useCustomerCommand(
    clock.subject,
    () => resumeObligation(clock.id),
    () => t('clock.resumed'),
  );
  if (!isPausable(clock)) return null;
  if (asks) return <PauseForm clock={clock} onClose={() => setAsks(false)} />;
  const { pause } = clock;
  return (
    <div className="clock-pause">
      {pause && <p>{t('clock.pausedUntil', { time: time(pause.until), reason: pause.reason })}</p>}
      {pause && (
        <Button
          size="small"
          loading={resume.isPending}
          aria-label={t('clock.named', { action: t('clock.resume'), name })}
          onClick={() => resume.mutate()}
        >
          {t('clock.resume')}
        </Button>
      )}
      <Button
        size="small"
        aria-label={t('clock.named', { action: t(pause ? 'clock.pauseLonger' : 'clock.pause'), name })}
        onClick={() => setAsks(true)}
      >
        {t(pause ? 'clock.pauseLonger' : 'clock.pause')}
      </Button>
    </div>
  );
}

function PauseForm({ clock, onClose }: { clock: Obligation; onClose(): void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID() as string);
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const end = fromWallTime(until, user.timeZone);
  const fault = pauseFault(end, Date.now());
  const pause = useCustomerCommand(
    clock.subject,
    () => sendSurely((id) => pauseObligation(clock.id, { until: end ?? '', reason }, { requestId: id }), requestId),
    () => t('clock.paused'),
  );
  const refused = faultsByField(pause.error);
  const change = (set: (value: string) => void, value: string) => {
    set(value);
    setRequestId(crypto.randomUUID());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (pause.isPending || fault || reason.trim() === '') return;
    pause.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <form
      className="edit"
      onSubmit={submit}
      noValidate
      aria-label={t('clock.pauseName', { name: clockName(t, clock.kind) })}
    >
      <Field label={t('clock.until')} fault={tried && fault ? t(fault) : refused.until}>
        <input
          className="field"
          type="datetime-local"
          value={until}
          // biome-ignore lint/a11y/noAutofocus: somebody asked for this form and wants to type.
          autoFocus
          onChange={({ target }) => change(setUntil, target.value)}
        />
      </Field>
      <Field label={t('clock.reason')} fault={tried && reason.trim() === '' ? t('clock.needReason') : refused.reason}>
        <input
          className="field"
          value={reason}
          maxLength={500}
          onChange={({ target }) => change(setReason, target.value)}
        />
      </Field>
      <FormFault error={pause.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={pause.isPending}>
          {t('clock.pause')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
