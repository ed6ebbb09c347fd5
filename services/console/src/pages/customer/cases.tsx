import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCasePage } from '../../api/cases';

const SHOWN = 5;

/** The newest complaints and service requests of the customer. */
export function Cases({ customerId, editable }: { customerId: string; editable: boolean }) {
  const { t } = useTranslation();
  const newest = useCasePage({ customerId, orderBy: 'create_time desc' }, '', SHOWN);
  const found = newest.data?.cases ?? [];
  return (
    <section className="panel" aria-labelledby="cases">
      <div className="panel-head">
        <h2 id="cases">{t('nav.cases')}</h2>
        {editable && <Link to={`/customers/${customerId}/cases/new`}>{t('case.new')}</Link>}
      </div>
      {newest.isSuccess && found.length === 0 && <p className="quiet">{t('case.noneYet')}</p>}
      <ul className="tasks">
        {found.map(({ id, subjectLine, kind, state }) => (
          <li key={id}>
            <span className="task-what">
              <Link to={`/cases/${id}`}>{subjectLine}</Link>
              <span className="quiet small">
                {t(`caseKind.${kind}`)} · {t(`caseState.${state}`)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {newest.data?.nextPageToken && <Link to={`/cases?show=all&customerId=${customerId}`}>{t('case.all')}</Link>}
    </section>
  );
}
