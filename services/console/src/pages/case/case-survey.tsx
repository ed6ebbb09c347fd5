import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '../../api/cases';
import { useSession } from '../../app/session';

/** The link for the customer's rating, and what was rated. Nothing before the first resolution. */
export function CaseSurvey({ found }: { found: Case }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { message } = App.useApp();
  if (found.surveyPath === '' && found.ratings.length === 0) return null;
  const link = `${window.location.origin}${found.surveyPath}`;
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    void message.success(t('case.copied'));
  };
  return (
    <section className="panel" aria-labelledby="survey">
      <h2 id="survey">{t('case.survey')}</h2>
      {found.surveyPath !== '' && (
        <>
          <label className="stacked">
            <span>{t('case.surveyLink')}</span>
            <input className="field" readOnly value={link} onFocus={({ target }) => target.select()} />
          </label>
          <Button onClick={() => void copy()}>{t('case.copy')}</Button>
        </>
      )}
      {found.ratings.map(({ cycle, time: at, csat, nps, comment }) => (
        <div key={cycle}>
          <p>
            {t('case.rated', { csat, time: time(at) })}
            {nps !== undefined && ` · ${t('case.ratedNps', { nps })}`}
          </p>
          {comment && <p className="pre quiet">{comment}</p>}
        </div>
      ))}
    </section>
  );
}
