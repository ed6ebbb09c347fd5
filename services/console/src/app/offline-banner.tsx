import { useTranslation } from 'react-i18next';
import { useOnline } from '../lib/use-online';

/** Says that there is no network, while there is none. */
export function OfflineBanner() {
  const { t } = useTranslation();
  return useOnline() ? null : (
    <p className="banner" role="alert">
      {t('app.offline')}
    </p>
  );
}
