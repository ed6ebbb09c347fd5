import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useRegistrationPage } from '../../api/registrations';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { soonBefore } from '../../lib/registration';
import { REGISTRATION_STATES } from '../../lib/vocabulary';
import { registrationColumns } from './registration-columns';

const PAGE_SIZE = 50;
/** Offered beside the states: those that protect, and those of them that end soon. */
const PROTECTING = 'protecting';
const SOON = 'soon';

/** Registrations, the nearest end first. */
export function RegistrationsPage() {
  const { t } = useTranslation();
  const { user, isManager, time } = useSession();
  const navigate = useNavigate();
  const page = useRef<HTMLDivElement>(null);
  const [{ show, teamId, registrantId }, change] = useFilter(['show', 'teamId', 'registrantId'] as const);
  const { teams, reps } = useDirectory();
  const now = Date.now();
  const filter = {
    teamId,
    registrantId,
    ...(show === PROTECTING || show === SOON ? { protectingOnly: 'true' } : { state: show }),
    ...(show === SOON ? { expiringBefore: soonBefore(now) } : {}),
  };
  const pager = usePager(JSON.stringify(filter));
  const list = useRegistrationPage(filter, pager.token, PAGE_SIZE);
  useRowKeys(page);
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('nav.registrations')}</PageTitle>
        <Link to="/contests">{t('contest.title')}</Link>
        <Link to="/registrations/policy">{t('registrationPolicy.title')}</Link>
        {(isManager || user.rep) && (
          <Button type="primary" onClick={() => void navigate('/registrations/new')}>
            {t('registration.new')}
          </Button>
        )}
      </div>
      <div className="filters">
        <Choice
          label={t('column.state')}
          any={t('list.any')}
          value={show}
          options={[
            [PROTECTING, t('registration.protecting')],
            [SOON, t('registration.endsSoon')],
            ...REGISTRATION_STATES.map((id) => [id, t(`registrationState.${id}`)] as const),
          ]}
          onChange={(next) => change({ show: next })}
        />
        <RecordChoice
          label={t('column.team')}
          value={teamId}
          records={teams}
          onChange={(next) => change({ teamId: next })}
        />
        <RecordChoice
          label={t('registration.registrant')}
          value={registrantId}
          records={reps}
          onChange={(next) => change({ registrantId: next })}
        />
      </div>
      <ListState
        list={list}
        isEmpty={({ registrations }) => registrations.length === 0}
        empty={[t('registration.none'), t('registration.noneHint')]}
      >
        {({ registrations, people, nextPageToken }) => (
          <>
            <DataTable
              label={t('nav.registrations')}
              columns={registrationColumns(t, people, time, now)}
              rows={registrations}
              idOf={({ id }) => id}
              nameOf={({ prospect }) => prospect.displayName}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </div>
  );
}
