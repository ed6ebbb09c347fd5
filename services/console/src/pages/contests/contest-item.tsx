import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Contest, withdrawContest } from '../../api/registrations';
import type { People } from '../../api/types';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { EvidenceText } from '../../components/evidence';
import { useRegistrationCommand } from '../../components/use-registration-command';
import { nameOf } from '../../lib/wording';
import { Decide } from './decide';

/** A contest as far as the reader may see it, with what the reader can do about it. */
export function ContestItem({ contest, people }: { contest: Contest; people: People }) {
  const { t } = useTranslation();
  const { user, time, timeWithZone } = useSession();
  const [asked, setAsked] = useState<'decide' | 'withdraw'>();
  const close = () => setAsked(undefined);
  const open = contest.state === 'CONTEST_STATE_OPEN';
  const own = contest.contestantId !== '' && contest.contestantId === user.rep;
  const whole = contest.registrantId !== '';
  const when = contest.endTime ?? contest.deadline;
  return (
    <li>
      <p>
        <strong>{t(`contestState.${contest.state}`)}</strong>{' '}
        <span title={timeWithZone(when)}>
          {open ? t('contest.due', { time: time(when) }) : t('contest.ended', { time: time(when) })}
        </span>{' '}
        {open && contest.escalated && <span className="field-fault">{t('contest.escalated')}</span>}
      </p>
      {whole && (
        <p>
          {t('contest.between', {
            name: contest.prospectName,
            registrant: nameOf(people, contest.registrantId),
            contestant: nameOf(people, contest.contestantId),
          })}
        </p>
      )}
      {!whole && contest.contestantId === '' && <p className="quiet">{t('contest.masked')}</p>}
      {contest.reason !== '' && (
        <>
          <p className="pre">{contest.reason}</p>
          <EvidenceText evidence={contest.evidence} link={contest.evidenceLink} />
        </>
      )}
      {contest.decisionReason !== '' && (
        <p className="pre">{t('contest.decided', { reason: contest.decisionReason })}</p>
      )}
      <div className="form-foot">
        {contest.decidable && (
          <Button type="primary" onClick={() => setAsked('decide')}>
            {t('contest.decide')}
          </Button>
        )}
        {open && own && <Button onClick={() => setAsked('withdraw')}>{t('contest.withdraw')}</Button>}
        {whole && <Link to={`/registrations/${contest.registrationId}`}>{t('contest.toRegistration')}</Link>}
      </div>
      {asked === 'decide' && <Decide contest={contest} people={people} onClose={close} />}
      {asked === 'withdraw' && <TakeBack contest={contest} onClose={close} />}
    </li>
  );
}

function TakeBack({ contest, onClose }: { contest: Contest; onClose(): void }) {
  const { t } = useTranslation();
  const run = useRegistrationCommand(
    (requestId) => withdrawContest(contest.conflictReference, requestId),
    () => t('contest.withdrawn'),
  );
  return (
    <Ask
      title={t('contest.withdraw')}
      busy={run.isPending}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <p>{t('contest.withdrawAsk')}</p>
    </Ask>
  );
}
