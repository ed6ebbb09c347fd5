import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCaseSettings } from '../../api/cases';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { SettingsForm } from './settings-form';

/** What holds for cases: everybody may read it, an administrator changes it. */
export function CaseSettingsPage() {
  const { t } = useTranslation();
  const settings = useCaseSettings();
  if (settings.isPending) return <LoadingRows rows={6} />;
  if (settings.isError) return <ProblemPanel error={settings.error} onRetry={() => void settings.refetch()} />;
  return (
    <div className="page page-narrow">
      <p>
        <Link to="/cases">{t('case.back')}</Link>
      </p>
      <PageTitle>{t('caseSettings.title')}</PageTitle>
      <p className="quiet">{t('caseSettings.hint')}</p>
      <SettingsForm key={settings.data.etag} settings={settings.data} />
    </div>
  );
}
