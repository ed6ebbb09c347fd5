import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Candidacy } from '../../api/decisions';
import { useSession } from '../../app/session';
import { RuleName } from '../../components/rule-name';
import { sayInputs, sayOutcome } from '../../lib/candidacy-words';

interface Props {
  candidacy: Candidacy;
  /** Of the rep that is asked about; empty: the reader. */
  name: string;
  repNames: Record<string, string>;
}

const TONES: Record<string, string> = {
  CANDIDACY_OUTCOME_CHOSEN: 'candidacy candidacy-chosen',
  CANDIDACY_OUTCOME_REJECTED: 'candidacy candidacy-rejected',
};

/** What came of one decision for the rep, in plain words. */
export function CandidacyRow({ candidacy, name, repNames }: Props) {
  const { t, i18n } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { leadId, outcome, ruleId, ruleSetVersion, inputsJson, visible } = candidacy;
  return (
    <li className={TONES[outcome] ?? 'candidacy'}>
      <p className="candidacy-outcome">{sayOutcome(candidacy, { t, language: i18n.language, name, repNames })}</p>
      <p>{sayInputs(inputsJson, t).join(' · ') || '–'}</p>
      <p className="quiet small">
        <time dateTime={candidacy.time} title={timeWithZone(candidacy.time)}>
          {time(candidacy.time)}
        </time>{' '}
        · <RuleName id={ruleId} version={ruleSetVersion} />
        {visible && (
          <>
            {' '}
            ·{' '}
            <Link to={`/customers/${leadId}`} data-row>
              {t('why.lead')}
            </Link>
          </>
        )}
      </p>
    </li>
  );
}
