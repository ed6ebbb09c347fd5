import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type HandoverItem, type HandoverReceiver, usePreview } from '../../api/handovers';
import { useAllReps } from '../../api/organization';
import type { People } from '../../api/types';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { type HandoverDraft, toPlan } from '../../lib/handover-draft';
import { useSettled } from '../../lib/use-settled';
import { nameOf } from '../../lib/wording';
import { NoteCell } from './note-cell';
import { WorkCounts } from './work-counts';

const PAGE_SIZE = 50;
const SETTLE_MS = 400;

interface Props {
  draft: HandoverDraft;
  handoverId: string;
  /** Gives one customer to somebody by name; missing where nothing can be changed. */
  onName?(leadId: string, repId: string): void;
}

/** What would go to whom by what is chosen: counts, receivers, and each customer with what goes along. */
export function Checklist({ draft, handoverId, onName }: Props) {
  const { t } = useTranslation();
  const input = { fromRepId: draft.fromRepId, plan: toPlan(draft), handoverId };
  // While somebody types, what was asked for last stays.
  const asked = JSON.parse(useSettled(JSON.stringify(input), SETTLE_MS)) as typeof input;
  const pager = usePager(asked.fromRepId);
  const preview = usePreview(asked, pager.token, PAGE_SIZE);
  if (draft.fromRepId === '') return null;
  return (
    <section className="panel" aria-label={t('handover.checklist')}>
      <h2>{t('handover.checklist')}</h2>
      <ListState
        list={preview}
        isEmpty={({ openLeads, customers }) => openLeads + customers === 0}
        empty={[t('handover.nothing'), t('handover.nothingHint')]}
      >
        {(found) => (
          <>
            <p role="status">
              {t('handover.counts', { leads: found.openLeads, customers: found.customers })}
              {found.withoutReceiver > 0 && (
                <strong className="clock-overdue"> {t('handover.without', { count: found.withoutReceiver })}</strong>
              )}
            </p>
            <WorkCounts of={found.work} />
            <Receivers of={found.receivers} people={found.people} />
            <DataTable
              label={t('handover.customers')}
              columns={columnsOf(found)}
              rows={found.items}
              idOf={({ leadId }) => leadId}
              nameOf={({ leadId }) => nameOf(found.customerNames, leadId)}
              busy={preview.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={found.nextPageToken} busy={preview.isPlaceholderData} />
          </>
        )}
      </ListState>
    </section>
  );

  function columnsOf({ people, customerNames }: { people: People; customerNames: Record<string, string> }) {
    const columns: Column<HandoverItem>[] = [
      {
        id: 'customer',
        title: t('column.name'),
        cell: ({ leadId }) => <Link to={`/customers/${leadId}`}>{nameOf(customerNames, leadId)}</Link>,
      },
      {
        id: 'kind',
        title: t('handover.kind'),
        cell: ({ openLead }) => t(openLead ? 'handover.lead' : 'handover.customer'),
      },
      { id: 'work', title: t('handover.along'), cell: ({ work }) => <WorkCounts of={work} short /> },
      {
        id: 'to',
        title: t('handover.to'),
        cell: ({ leadId, toRepId, skipReason }) => (
          <>
            {nameOf(people, toRepId) || t(`skipReason.${skipReason}`)}
            {onName && (
              <NameChoice
                label={t('handover.toName', { name: nameOf(customerNames, leadId) })}
                value={draft.named[leadId] ?? ''}
                except={draft.fromRepId}
                onChange={(repId) => onName(leadId, repId)}
              />
            )}
          </>
        ),
      },
      ...(handoverId === ''
        ? []
        : [
            {
              id: 'note',
              title: t('handover.notes'),
              cell: (item: HandoverItem) => (
                <NoteCell handoverId={handoverId} item={item} name={nameOf(customerNames, item.leadId)} editable />
              ),
            },
          ]),
    ];
    return columns;
  }
}

interface NameChoiceProps {
  label: string;
  value: string;
  except: string;
  onChange(repId: string): void;
}

function NameChoice({ label, value, except, onChange }: NameChoiceProps) {
  const { t } = useTranslation();
  const reps = (useAllReps().data ?? []).filter(({ id, active }) => (active && id !== except) || id === value);
  return (
    <select className="field" aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{t('handover.byRule')}</option>
      {reps.map(({ id, displayName }) => (
        <option key={id} value={id}>
          {displayName}
        </option>
      ))}
    </select>
  );
}

function Receivers({ of, people }: { of: HandoverReceiver[]; people: People }) {
  const { t } = useTranslation();
  return (
    <ul className="handover-receivers">
      {of.map(({ repId, leads, customers }) => (
        <li key={repId}>{t('handover.gets', { name: nameOf(people, repId), leads, customers })}</li>
      ))}
    </ul>
  );
}
