import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Contest, decideContest } from '../../api/registrations';
import type { People } from '../../api/types';
import { Ask } from '../../components/ask';
import { isCase } from '../../components/evidence-fields';
import { useRegistrationCommand } from '../../components/use-registration-command';
import { nameOf } from '../../lib/wording';

const DECISIONS = ['CONTEST_STATE_UPHELD', 'CONTEST_STATE_TRANSFERRED'] as const;

interface Props {
  contest: Contest;
  people: People;
  onClose(): void;
}

/** Whose the prospect is from now on, and why; both sides are told the reason. */
export function Decide({ contest, people, onClose }: Props) {
  const { t } = useTranslation();
  const [decision, setDecision] = useState('');
  const [reason, setReason] = useState('');
  const run = useRegistrationCommand(
    (requestId) => decideContest(contest, { decision, reason: reason.trim() }, requestId),
    () => t('contest.isDecided', { name: contest.prospectName }),
  );
  const sides = {
    registrant: nameOf(people, contest.registrantId),
    contestant: nameOf(people, contest.contestantId),
  };
  return (
    <Ask
      title={t('contest.decide')}
      busy={run.isPending}
      ready={decision !== '' && isCase(reason)}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <fieldset className="choices">
        <legend>{t('contest.whose', { name: contest.prospectName })}</legend>
        {DECISIONS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`decision-${contest.id}`}
              checked={decision === each}
              onChange={() => setDecision(each)}
            />{' '}
            {t(`contest.${each}`, sides)}
          </label>
        ))}
      </fieldset>
      <label className="stacked">
        <span>{t('contest.decisionReason')}</span>
        <textarea className="field" rows={3} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
    </Ask>
  );
}
