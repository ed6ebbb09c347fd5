import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ColumnMapping, type Import, importKey, startImport } from '../../api/imports';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { useKept } from '../../components/use-kept';
import { isMapped, tidyMapping } from '../../lib/column-mapping';
import { describeFault } from '../../lib/fault-words';
import { describeProblem, faultsByField } from '../../lib/problem';

const LEADS = 'IMPORT_KIND_LEADS';
const CUSTOMERS = 'IMPORT_KIND_CUSTOMERS';
const isKind = (value: unknown): value is string => value === LEADS || value === CUSTOMERS;

/** What the rows are, and the two ways to start: a check that writes nothing, and the import. */
export function StartForm({ job, mapping }: { job: Import; mapping: ColumnMapping }) {
  const { t } = useTranslation();
  const { time, isManager } = useSession();
  const queries = useQueryClient();
  const former = isKind(job.kind) ? job.kind : isManager ? CUSTOMERS : LEADS;
  const [kind, setKind] = useKept(`import-kind:${job.id}`, former, isKind);
  const [allowSameName, allow] = useState(false);
  const start = useMutation({
    mutationFn: (dryRun: boolean) =>
      sendSurely((requestId) =>
        startImport(
          job.id,
          { dryRun, kind, mapping: tidyMapping(mapping), allowSameName },
          { etag: job.etag, requestId },
        ),
      ),
    onSuccess: (now) => queries.setQueryData(importKey(job.id), now),
    onError: () => queries.invalidateQueries({ queryKey: importKey(job.id) }),
  });
  const named = isMapped(mapping, 'display_name');
  const faults = Object.entries(faultsByField(start.error));
  // Only managers may say who has been dealing with a customer.
  const kinds = isManager ? [CUSTOMERS, LEADS] : [LEADS];
  return (
    <div className="start-import">
      <fieldset className="ticks">
        <legend>{t('import.kind')}</legend>
        {kinds.map((each) => (
          <label key={each}>
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
            <span>{t(`importKind.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="ticks">
        <legend>{t('import.sameName')}</legend>
        <label>
          <input type="checkbox" checked={allowSameName} onChange={({ target }) => allow(target.checked)} />
          <span>{t('import.allowSameName')}</span>
        </label>
      </fieldset>
      {!named && <p className="warning">{t('import.needName')}</p>}
      {start.isError && (
        <div className="form-fault" role="alert">
          <p>{describeProblem(start.error, t, time)}</p>
          <ul>
            {faults.map(([field, description]) => (
              <li key={field}>
                {field}: {describeFault(t, description)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="form-foot">
        <Button disabled={!named} loading={start.isPending && start.variables} onClick={() => start.mutate(true)}>
          {t('import.check')}
        </Button>
        <Button
          type="primary"
          disabled={!named}
          loading={start.isPending && !start.variables}
          onClick={() => start.mutate(false)}
        >
          {t('import.start', { count: job.rowCount })}
        </Button>
        <span className="quiet">{t('import.checkHint')}</span>
      </div>
    </div>
  );
}
