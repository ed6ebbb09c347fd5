import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNEL_QUERIES, createRobot, type TeamRobot, updateRobot } from '../../api/channels';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useDirectory } from '../../components/use-directory';
import { LANGUAGES } from '../../i18n';
import { describeFault } from '../../lib/fault-words';
import { faultsByField } from '../../lib/problem';
import { ROBOT_KINDS, URGENCIES } from '../../lib/vocabulary';

interface Props {
  /** The robot to be changed; undefined for a new one. */
  robot?: TeamRobot;
  onClose(): void;
}

/** A new robot, or what a robot says. Its key is typed and never shown. */
export function RobotForm({ robot, onClose }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { teamNames } = useDirectory();
  const [values, setValues] = useState(() => ({
    teamId: robot?.teamId ?? '',
    kind: robot?.kind ?? (ROBOT_KINDS[0] as string),
    key: '',
    secret: '',
    description: robot?.description ?? '',
    urgencies: robot?.urgencies ?? URGENCIES,
    locale: robot?.locale ?? user.locale,
    timeZone: robot?.timeZone ?? user.timeZone,
  }));
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const change = (part: Partial<typeof values>) => {
    setValues({ ...values, ...part });
    setRequestId(crypto.randomUUID());
  };
  const save = useMutation({
    mutationFn: () => {
      const { teamId, kind, key, secret, ...rest } = values;
      const opening = { key: key.trim(), ...(secret.trim() && { secret: secret.trim() }) };
      if (!robot) return sendSurely((id) => createRobot({ teamId, kind, ...opening, ...rest }, id), requestId);
      const body = { ...rest, ...(opening.key && opening) };
      return sendSurely((id) => updateRobot(robot.id, body, { etag: robot.etag, requestId: id }), requestId);
    },
    onSuccess: () => {
      void message.success(t('channels.saved'));
      onClose();
    },
    onSettled: () => queries.invalidateQueries(CHANNEL_QUERIES),
  });
  const refused = faultsByField(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const text = (field: 'description' | 'key' | 'secret' | 'timeZone', label: string) => (
    <Field label={label} fault={refused[field]}>
      <input
        className="field"
        autoComplete="off"
        value={values[field]}
        onChange={({ target }) => change({ [field]: target.value })}
      />
    </Field>
  );
  const title = robot
    ? t('channels.editOf', { name: teamNames[robot.teamId] ?? robot.teamId })
    : t('channels.robots.new');
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      <div className="edit-fields">
        <Field label={t('channels.robots.team')} fault={refused.teamId}>
          <select
            className="field"
            value={values.teamId}
            disabled={robot !== undefined}
            onChange={({ target }) => change({ teamId: target.value })}
          >
            <option value="">{t('channels.robots.choose')}</option>
            {Object.entries(teamNames).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('channels.robots.kind')} fault={refused.kind}>
          <select
            className="field"
            value={values.kind}
            disabled={robot !== undefined}
            onChange={({ target }) => change({ kind: target.value })}
          >
            {ROBOT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`robotKind.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        {text('key', t('channels.robots.key'))}
        {values.kind === 'ROBOT_KIND_DINGTALK' && text('secret', t('channels.robots.secret'))}
        {text('description', t('channels.description'))}
        <Field label={t('app.language')} fault={refused.locale}>
          <select className="field" value={values.locale} onChange={({ target }) => change({ locale: target.value })}>
            {Object.entries(LANGUAGES).map(([language, name]) => (
              <option key={language} value={language}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        {text('timeZone', t('profile.zone'))}
      </div>
      <p className="quiet small">{t(robot ? 'channels.robots.keyKept' : 'channels.robots.keyHint')}</p>
      <fieldset className="ticks">
        <legend>{t('channels.robots.urgencies')}</legend>
        {URGENCIES.map((urgency) => (
          <label key={urgency}>
            <input
              type="checkbox"
              checked={values.urgencies.includes(urgency)}
              onChange={({ target }) =>
                change({
                  urgencies: URGENCIES.filter((each) =>
                    each === urgency ? target.checked : values.urgencies.includes(each),
                  ),
                })
              }
            />
            <span>{t(`urgency.${urgency}`)}</span>
          </label>
        ))}
      </fieldset>
      {refused.urgencies && (
        <p className="field-fault" role="alert">
          {describeFault(t, refused.urgencies)}
        </p>
      )}
      <FormFault error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('channels.save')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
