import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sendSurely } from '../../api/sure';
import { createWhatIf, WHAT_IF_QUERIES } from '../../api/what-ifs';
import { Choice } from '../../components/choice';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { faultsByField } from '../../lib/problem';
import { DAY_CHOICES, MAX_DAYS, readDays } from '../../lib/what-if';

const OTHER = 'other';

/** Tries a version on the leads of the last days. */
export function TryRules({ version }: { version: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [choice, setChoice] = useState<string>('30');
  const [other, setOther] = useState('');
  const [tried, setTried] = useState(false);
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const days = readDays(choice === OTHER ? other : choice);
  const start = useMutation({
    mutationFn: (count: number) =>
      sendSurely((id) => createWhatIf({ ruleSetVersion: version, days: count }, id), requestId),
    onSuccess: ({ id }) => navigate(`/rules/what-ifs/${id}`),
    onSettled: () => queries.invalidateQueries(WHAT_IF_QUERIES),
  });
  const change = (apply: () => void) => {
    apply();
    setRequestId(crypto.randomUUID());
    if (start.isError) start.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (days !== undefined && !start.isPending) start.mutate(days);
  };
  const refused = faultsByField(start.error).days;
  const own = tried && days === undefined ? `must be from 1 to ${MAX_DAYS}` : undefined;
  return (
    <form className="panel try-rules" onSubmit={submit} noValidate aria-label={t('whatIf.try')}>
      <h2>{t('whatIf.try')}</h2>
      <p className="quiet">{t('whatIf.tryHint')}</p>
      <div className="filters">
        <Choice
          label={t('whatIf.days')}
          value={choice}
          options={[
            ...DAY_CHOICES.map((count) => [count, t('whatIf.dayCount', { count: Number(count) })] as const),
            [OTHER, t('whatIf.otherDays')],
          ]}
          onChange={(next) => change(() => setChoice(next))}
        />
        {choice !== OTHER && (
          <Button htmlType="submit" loading={start.isPending}>
            {t('whatIf.start')}
          </Button>
        )}
      </div>
      {choice === OTHER && (
        <>
          <Field label={t('whatIf.dayNumber')} fault={own ?? refused}>
            <input
              className="field short-field"
              inputMode="numeric"
              value={other}
              onChange={({ target }) => change(() => setOther(target.value))}
            />
          </Field>
          <Button htmlType="submit" loading={start.isPending}>
            {t('whatIf.start')}
          </Button>
        </>
      )}
      <FormFault error={start.error} />
    </form>
  );
}
