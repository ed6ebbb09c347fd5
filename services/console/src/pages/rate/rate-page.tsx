import '../../styles/rate.css';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { rateCase, useSurvey } from '../../api/cases';
import { LanguageSwitch } from '../../components/language-switch';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { describeProblem } from '../../lib/problem';

const CSAT = [1, 2, 3, 4, 5];
const NPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Where a customer rates a resolution by the link; nobody is signed in here. */
export function RatePage() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const survey = useSurvey(token);
  return (
    <main className="rate" id="main">
      {survey.isPending && <LoadingRows rows={4} />}
      {survey.isError && (
        <>
          <PageTitle>{t('rate.title')}</PageTitle>
          <p role="alert">{describeProblem(survey.error, t, String)}</p>
        </>
      )}
      {survey.data && <RateForm token={token} subjectLine={survey.data.subjectLine} rated={survey.data.rated} />}
      <div className="sign-in-foot">
        <LanguageSwitch />
      </div>
    </main>
  );
}

function RateForm({ token, subjectLine, rated }: { token: string; subjectLine: string; rated: boolean }) {
  const { t } = useTranslation();
  const [csat, setCsat] = useState<number>();
  const [nps, setNps] = useState<number>();
  const [comment, setComment] = useState('');
  const send = useMutation({ mutationFn: (body: object) => rateCase(token, body) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (csat !== undefined && !send.isPending) send.mutate({ csat, comment, ...(nps === undefined ? {} : { nps }) });
  };
  if (send.isSuccess || rated) {
    return (
      <>
        <PageTitle>{t('rate.title')}</PageTitle>
        <p role="status">{t('rate.thanks')}</p>
      </>
    );
  }
  return (
    <form onSubmit={submit} aria-label={t('rate.title')}>
      <PageTitle>{t('rate.title')}</PageTitle>
      <p className="rate-subject">{subjectLine}</p>
      <Scale
        name="csat"
        legend={t('rate.csat')}
        low={t('rate.csatLow')}
        high={t('rate.csatHigh')}
        of={CSAT}
        value={csat}
        onChange={setCsat}
      />
      <Scale
        name="nps"
        legend={t('rate.nps')}
        low={t('rate.npsLow')}
        high={t('rate.npsHigh')}
        of={NPS}
        value={nps}
        onChange={setNps}
      />
      <label className="stacked">
        <span>{t('rate.comment')}</span>
        <textarea
          className="field"
          rows={4}
          maxLength={2000}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
      </label>
      {send.isError && (
        <p className="form-fault" role="alert">
          {describeProblem(send.error, t, String)}
        </p>
      )}
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        block
        loading={send.isPending}
        disabled={csat === undefined}
      >
        {t('rate.send')}
      </Button>
    </form>
  );
}

interface ScaleProps {
  name: string;
  legend: string;
  low: string;
  high: string;
  of: number[];
  value: number | undefined;
  onChange(value: number): void;
}

/** Numbers to choose one of, by pointer or keys. */
function Scale({ name, legend, low, high, of, value, onChange }: ScaleProps) {
  return (
    <fieldset className="scale">
      <legend>{legend}</legend>
      <div className="scale-steps">
        {of.map((step) => (
          <label key={step} className={step === value ? 'scale-step scale-chosen' : 'scale-step'}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={step}
              checked={step === value}
              onChange={() => onChange(step)}
            />
            {step}
          </label>
        ))}
      </div>
      <div className="scale-ends quiet">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </fieldset>
  );
}
