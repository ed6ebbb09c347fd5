import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Registration, useRegistration } from '../../api/registrations';
import { useSession } from '../../app/session';
import { EvidenceText } from '../../components/evidence';
import { Facts } from '../../components/facts';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { useDirectory } from '../../components/use-directory';
import { formatMoney } from '../../lib/money';
import { wireName } from '../../lib/profile-fields';
import { isOver } from '../../lib/registration';
import { PROSPECT_FIELDS } from '../../lib/registration-draft';
import { nameOf } from '../../lib/wording';
import { ContestItem } from '../contests/contest-item';
import { RegistrationActions } from './registration-actions';

/** One registration: whom it is about, until when it protects, and what happened to it. */
export function RegistrationPage() {
  const { t, i18n } = useTranslation();
  const { id = '' } = useParams();
  const { user, isManager, time, timeWithZone } = useSession();
  const { repNames, teamNames } = useDirectory();
  const registration = useRegistration(id);
  if (registration.isPending) return <LoadingRows rows={8} />;
  if (registration.isError)
    return <ProblemPanel error={registration.error} onRetry={() => void registration.refetch()} />;
  const found = registration.data;
  const { prospect, protectedUntil, endTime, customerId } = found;
  const editable = isManager || (Boolean(user.rep) && found.registrantId === user.rep);
  const facts: [string, string][] = [
    [t('registration.registrant'), nameOf(repNames, found.registrantId)],
    [t('column.team'), nameOf(teamNames, found.teamId)],
    ...PROSPECT_FIELDS.filter((field) => field !== 'displayName').map((field): [string, string] => [
      t(`field.${wireName(field)}`),
      prospect[field],
    ]),
    [t('registration.amount'), prospect.expectedAmount ? formatMoney(prospect.expectedAmount, i18n.language) : ''],
    [t('registration.expectedCloseDate'), prospect.expectedCloseDate],
    [t('registration.note'), prospect.note],
  ];
  return (
    <div className="page">
      <p>
        <Link to="/registrations">{t('registration.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{prospect.displayName}</PageTitle>
        <span className="stage">{t(`registrationState.${found.state}`)}</span>
      </div>
      <p title={timeWithZone(endTime ?? protectedUntil)}>
        {isOver(found)
          ? t('registration.endedAt', { time: time(endTime ?? protectedUntil) })
          : t('registration.protects', { time: time(protectedUntil) })}{' '}
        {customerId !== '' && <Link to={`/customers/${customerId}`}>{t('registration.toCustomer')}</Link>}
      </p>
      {editable && <RegistrationActions registration={found} />}
      <section className="panel" aria-label={t('registration.prospect')}>
        <Facts facts={facts} />
      </section>
      {found.contests.length > 0 && <Contests registration={found} />}
      {found.extensions.length > 0 && <Extensions registration={found} />}
    </div>
  );
}

function Contests({ registration }: { registration: Registration }) {
  const { t } = useTranslation();
  const { repNames } = useDirectory();
  return (
    <section className="panel" aria-labelledby="contests">
      <h2 id="contests">{t('contest.title')}</h2>
      <ul className="contests">
        {registration.contests.map((contest) => (
          <ContestItem key={contest.id} contest={contest} people={repNames} />
        ))}
      </ul>
    </section>
  );
}

function Extensions({ registration }: { registration: Registration }) {
  const { t } = useTranslation();
  const { time } = useSession();
  return (
    <section className="panel" aria-labelledby="extensions">
      <h2 id="extensions">{t('registration.extensions')}</h2>
      <ul className="contests">
        {registration.extensions.map((extension) => (
          <li key={extension.time}>
            <p>{t('registration.extendedTo', { time: time(extension.protectedUntil), at: time(extension.time) })}</p>
            <EvidenceText evidence={extension.evidence} link={extension.evidenceLink} />
          </li>
        ))}
      </ul>
    </section>
  );
}
