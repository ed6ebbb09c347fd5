import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCustomer } from '../../api/lists';
import { useWhatIfChanges, type WhatIfChange, type WhatIfResult } from '../../api/what-ifs';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { RecordChoice } from '../../components/record-choice';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { nameOf } from '../../lib/wording';

const PAGE_SIZE = 20;

/** The leads that would have gone elsewhere, in the order of their decisions. */
export function Changes({ id, result }: { id: string; result: WhatIfResult }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { repNames } = useDirectory();
  const [{ rep }, change] = useFilter(['rep'] as const);
  const pager = usePager(rep);
  const list = useWhatIfChanges(id, rep, pager.token, PAGE_SIZE);
  const concerned = result.reps.filter(({ leadsBefore, leadsAfter }) => leadsBefore + leadsAfter > 0);
  const who = (owner: string, rule: string) => {
    const name = owner === '' ? t('whatIf.pool') : nameOf(repNames, owner);
    return rule === '' ? name : t('whatIf.byRule', { who: name, rule });
  };
  const columns: Column<WhatIfChange>[] = [
    { id: 'lead', title: t('whatIf.lead'), cell: ({ leadId }) => <Lead id={leadId} /> },
    { id: 'was', title: t('whatIf.was'), cell: ({ ownerBefore, ruleBefore }) => who(ownerBefore, ruleBefore) },
    { id: 'would', title: t('whatIf.would'), cell: ({ ownerAfter, ruleAfter }) => who(ownerAfter, ruleAfter) },
    { id: 'decided', title: t('whatIf.decided'), cell: (row) => time(row.time) },
  ];
  const { changedCount, listedChangeCount } = result;
  return (
    <section className="below" aria-labelledby="changes">
      <h2 id="changes">{t('whatIf.changes')}</h2>
      <div className="filters">
        <RecordChoice
          label={t('whatIf.changesOf')}
          value={rep}
          records={concerned.map(({ repId }) => ({ id: repId, displayName: nameOf(repNames, repId) }))}
          onChange={(next) => change({ rep: next })}
        />
      </div>
      <ListState
        list={list}
        isEmpty={({ changes, nextPageToken }) => changes.length === 0 && nextPageToken === ''}
        empty={[t('whatIf.noChanges'), t('whatIf.noChangesHint')]}
      >
        {({ changes, nextPageToken }) => (
          <>
            <DataTable
              label={t('whatIf.changes')}
              columns={columns}
              rows={changes}
              idOf={({ leadId }) => leadId}
              nameOf={({ leadId }) => leadId}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
      {listedChangeCount < changedCount && (
        <p className="quiet">{t('whatIf.listed', { count: listedChangeCount, all: changedCount })}</p>
      )}
    </section>
  );
}

/** The customer by name where the reader may see it. */
function Lead({ id }: { id: string }) {
  const { t } = useTranslation();
  const customer = useCustomer(id);
  if (customer.isError) return <span className="quiet">{t('whatIf.hidden')}</span>;
  if (!customer.data) return <span className="quiet">…</span>;
  return (
    <Link className="row-link" to={`/customers/${id}`} data-row>
      {customer.data.displayName}
    </Link>
  );
}
