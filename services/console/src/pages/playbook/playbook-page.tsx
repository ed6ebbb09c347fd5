import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaybook } from '../../api/playbook';
import { Choice } from '../../components/choice';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { STAGES } from '../../lib/vocabulary';
import { StageForm } from './stage-form';

/** What is to be done in each stage of a sale: everybody reads it, an administrator writes it. */
export function PlaybookPage() {
  const { t } = useTranslation();
  const playbook = usePlaybook();
  const [stage, setStage] = useState(STAGES[0] as string);
  if (playbook.isPending) return <LoadingRows rows={6} />;
  if (playbook.isError) return <ProblemPanel error={playbook.error} onRetry={() => void playbook.refetch()} />;
  const { etag, stages } = playbook.data;
  const counts = new Map(
    stages.map((each) => [each.stage, each.items.length + each.entryCriteria.length + each.exitCriteria.length]),
  );
  return (
    <div className="page page-narrow">
      <PageTitle>{t('playbook.title')}</PageTitle>
      <p className="quiet">{t('playbook.hint')}</p>
      <Choice
        label={t('customer.stage')}
        value={stage}
        options={STAGES.map((each) => [
          each,
          counts.has(each) ? `${t(`stage.${each}`)} (${counts.get(each)})` : t(`stage.${each}`),
        ])}
        onChange={setStage}
      />
      <StageForm
        key={`${stage} ${etag}`}
        stage={stage}
        etag={etag}
        part={stages.find((each) => each.stage === stage)}
      />
    </div>
  );
}
