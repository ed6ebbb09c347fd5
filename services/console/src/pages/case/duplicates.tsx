import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Case, useCaseDuplicates } from '../../api/cases';
import { Ask } from '../../components/ask';
import { useCaseCommand } from '../../components/use-case-command';

/** Open cases of the same customer that may be about the same; nothing while there are none. */
export function Duplicates({ found }: { found: Case }) {
  const { t } = useTranslation();
  const list = useCaseDuplicates(found.id, true);
  const [into, setInto] = useState<Case>();
  const duplicates = list.data?.duplicates ?? [];
  if (duplicates.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="duplicates">
      <h2 id="duplicates">{t('case.duplicates')}</h2>
      <ul className="tasks">
        {duplicates.map(({ case: other }) => (
          <li key={other.id}>
            <Link to={`/cases/${other.id}`}>{other.subjectLine}</Link>
            {found.workable && (
              <Button size="small" onClick={() => setInto(other)}>
                {t('case.mergeInto')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {into && <Merge found={found} into={into} onClose={() => setInto(undefined)} />}
    </section>
  );
}

function Merge({ found, into, onClose }: { found: Case; into: Case; onClose(): void }) {
  const { t } = useTranslation();
  const run = useCaseCommand(found.id, 'merge');
  return (
    <Ask
      title={t('case.merge')}
      busy={run.isPending}
      onClose={onClose}
      onOk={() => run.mutate({ intoCaseId: into.id }, { onSuccess: onClose })}
    >
      <p>{t('case.mergeAsk', { name: into.subjectLine })}</p>
    </Ask>
  );
}
