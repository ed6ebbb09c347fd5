import { useTranslation } from 'react-i18next';
import { safeLink } from '../lib/registration';

/** What somebody gave as evidence, with the way to more of it. */
export function EvidenceText({ evidence, link }: { evidence: string; link: string }) {
  const { t } = useTranslation();
  const href = safeLink(link);
  return (
    <>
      <p className="pre">{evidence}</p>
      {href && (
        <p>
          <a href={href} target="_blank" rel="noreferrer noopener">
            {t('registration.openEvidence')}
          </a>
        </p>
      )}
    </>
  );
}
