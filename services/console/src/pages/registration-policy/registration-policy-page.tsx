import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRegistrationPolicy } from '../../api/registrations';
import { LoadingRows } from '../../components/loading-rows';
import { PageTitle } from '../../components/page-title';
import { ProblemPanel } from '../../components/problem-panel';
import { PolicyForm } from './policy-form';

/** What holds for registrations: everybody may read it, an administrator changes it. */
export function RegistrationPolicyPage() {
  const { t } = useTranslation();
  const policy = useRegistrationPolicy();
  if (policy.isPending) return <LoadingRows rows={6} />;
  if (policy.isError) return <ProblemPanel error={policy.error} onRetry={() => void policy.refetch()} />;
  return (
    <div className="page page-narrow">
      <p>
        <Link to="/registrations">{t('registration.back')}</Link>
      </p>
      <PageTitle>{t('registrationPolicy.title')}</PageTitle>
      <p className="quiet">{t('registrationPolicy.hint')}</p>
      <PolicyForm policy={policy.data} />
    </div>
  );
}
