import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Preferences, savePreferences, usePreferences } from '../../api/preferences';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { LoadingRows } from '../../components/loading-rows';
import { ProblemPanel } from '../../components/problem-panel';
import { LANGUAGES } from '../../i18n';
import { faultsByField } from '../../lib/problem';
import { URGENCIES } from '../../lib/vocabulary';

const NEVER_SAVED = '0';
const QUIET = { from: '20:00', to: '08:00' };

/** Which messages reach the person outside the console, where and when. Only for reps: others get no messages. */
export function MailPreferences() {
  const { t } = useTranslation();
  const { user } = useSession();
  const preferences = usePreferences(Boolean(user.rep));
  if (!user.rep) return null;
  return (
    <section className="panel" aria-labelledby="mail-preferences">
      <h2 id="mail-preferences">{t('preferences.title')}</h2>
      {preferences.isPending && <LoadingRows rows={4} />}
      {preferences.isError && <ProblemPanel error={preferences.error} onRetry={() => void preferences.refetch()} />}
      {preferences.data && <PreferencesForm key={preferences.data.etag} saved={preferences.data} />}
    </section>
  );
}

function PreferencesForm({ saved }: { saved: Preferences }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const isNew = saved.etag === NEVER_SAVED;
  const [values, setValues] = useState(isNew ? { ...saved, locale: user.locale, timeZone: user.timeZone } : saved);
  const change = (part: Partial<Preferences>) => setValues({ ...values, ...part });
  const save = useMutation({
    mutationFn: () => {
      const { etag: _, quietHours = null, ...rest } = pick(values);
      const body = { ...rest, address: rest.address.trim(), phone: rest.phone.trim(), quietHours };
      return sendSurely((requestId) => savePreferences(body, saved.etag, requestId));
    },
    onSuccess: (now) => {
      queries.setQueryData(['preferences'], now);
      void message.success(t('edit.saved'));
    },
  });
  const refused = faultsByField(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const { quietHours } = values;
  const ticks = (field: 'mailUrgencies' | 'smsUrgencies', legend: string) => (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {URGENCIES.map((urgency) => (
        <label key={urgency}>
          <input
            type="checkbox"
            checked={values[field].includes(urgency)}
            onChange={({ target }) =>
              change({
                [field]: URGENCIES.filter((each) => (each === urgency ? target.checked : values[field].includes(each))),
              })
            }
          />
          <span>{t(`urgency.${urgency}`)}</span>
        </label>
      ))}
    </fieldset>
  );
  return (
    <form onSubmit={submit} noValidate>
      <div className="edit-fields">
        <Field label={t('preferences.address')} fault={refused.address}>
          <input
            className="field"
            type="email"
            autoComplete="email"
            value={values.address}
            onChange={({ target }) => change({ address: target.value })}
          />
        </Field>
        <Field label={t('preferences.phone')} fault={refused.phone}>
          <input
            className="field"
            type="tel"
            autoComplete="tel"
            value={values.phone}
            onChange={({ target }) => change({ phone: target.value })}
          />
        </Field>
        <Field label={t('app.language')} fault={refused.locale}>
          <select className="field" value={values.locale} onChange={({ target }) => change({ locale: target.value })}>
            {Object.entries(LANGUAGES).map(([language, name]) => (
              <option key={language} value={language}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('profile.zone')} fault={refused.timeZone}>
          <select
            className="field"
            value={values.timeZone}
            onChange={({ target }) => change({ timeZone: target.value })}
          >
            {zonesWith(values.timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {ticks('mailUrgencies', t('preferences.urgencies'))}
      {ticks('smsUrgencies', t('preferences.smsUrgencies'))}
      <p className="quiet small">{t('preferences.robotHint')}</p>
      <fieldset className="ticks">
        <legend>{t('preferences.quietHours')}</legend>
        <label>
          <input
            type="checkbox"
            checked={quietHours !== undefined}
            onChange={({ target }) => change({ quietHours: target.checked ? QUIET : undefined })}
          />
          <span>{t('preferences.quietOn')}</span>
        </label>
        {quietHours && (
          <>
            <div className="pair">
              <Field label={t('preferences.from')} fault={refused['quietHours.from']}>
                <input
                  className="field"
                  type="time"
                  value={quietHours.from}
                  onChange={({ target }) => change({ quietHours: { ...quietHours, from: target.value } })}
                />
              </Field>
              <Field label={t('preferences.to')} fault={refused['quietHours.to']}>
                <input
                  className="field"
                  type="time"
                  value={quietHours.to}
                  onChange={({ target }) => change({ quietHours: { ...quietHours, to: target.value } })}
                />
              </Field>
            </div>
            <label>
              <input
                type="checkbox"
                checked={values.digest}
                onChange={({ target }) => change({ digest: target.checked })}
              />
              <span>{t('preferences.digest')}</span>
            </label>
            <p className="quiet small">{t('preferences.quietHint')}</p>
          </>
        )}
      </fieldset>
      <FormFault error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('edit.save')}
        </Button>
        <span className="quiet">{values.address.trim() === '' ? t('preferences.noAddress') : ''}</span>
      </div>
    </form>
  );
}

/** What the form holds, without what else was read. */
const pick = ({
  etag,
  address,
  phone,
  locale,
  timeZone,
  mailUrgencies,
  smsUrgencies,
  quietHours,
  digest,
}: Preferences): Preferences => ({
  etag,
  address,
  phone,
  locale,
  timeZone,
  mailUrgencies,
  smsUrgencies,
  ...(quietHours && { quietHours }),
  digest,
});

/** Every zone that the browser knows, and the one that is chosen. */
const zonesWith = (chosen: string): string[] => [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])];
