import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CaseSettings, updateCaseSettings } from '../../api/cases';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { SETTING_TIMES, settingsFaults, settingsTexts, toSettings } from '../../lib/case-settings-draft';
import { faultsByField } from '../../lib/problem';

/** The settings of cases; times are typed in days, words one a line. */
export function SettingsForm({ settings }: { settings: CaseSettings }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { user } = useSession();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => settingsTexts(settings));
  const [own, setOwn] = useState<Record<string, string>>({});
  const editable = user.roles.includes('admin');
  const save = useMutation({
    mutationFn: (body: object) =>
      sendSurely((requestId) => updateCaseSettings(body, { etag: settings.etag, requestId })),
    onSuccess: () => void message.success(t('caseSettings.saved')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists', 'case-settings'] }),
  });
  const set = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part });
    setOwn({});
    if (save.isError) save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { body, faults } = toSettings(draft);
    setOwn(faults);
    if (!save.isPending && Object.keys(faults).length === 0) save.mutate(body);
  };
  const refused = { ...settingsFaults(faultsByField(save.error)), ...own };
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={t('caseSettings.title')}>
      <label className="choice">
        <input
          type="checkbox"
          checked={draft.detection}
          disabled={!editable}
          onChange={({ target }) => set({ detection: target.checked })}
        />
        <span>{t('caseSettings.detection')}</span>
      </label>
      {(['words', 'negations'] as const).map((field) => (
        <Field key={field} label={t(`caseSettings.${field}`)} fault={refused[field]}>
          <textarea
            className="field"
            rows={6}
            value={draft[field]}
            disabled={!editable}
            onChange={({ target }) => set({ [field]: target.value })}
          />
        </Field>
      ))}
      {[...SETTING_TIMES, 'poorRating' as const].map((field) => (
        <Field key={field} label={t(`caseSettings.${field}`)} fault={refused[field]}>
          <input
            className="field"
            inputMode="decimal"
            value={draft[field]}
            disabled={!editable}
            onChange={({ target }) => set({ [field]: target.value })}
          />
        </Field>
      ))}
      <FormFault error={save.error} />
      {editable ? (
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('caseSettings.save')}
          </Button>
        </div>
      ) : (
        <p className="quiet">{t('caseSettings.askAdmin')}</p>
      )}
    </form>
  );
}
