import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { afterLoad, watchVersions } from '../lib/app-version';

/** Keeps the shell on this device, and says when there is a newer version; it is taken when the person says so. */
export function NewVersion() {
  const { t } = useTranslation();
  const [apply, setApply] = useState<() => void>();
  useEffect(() => {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    // Browsers have none on plain http, except on this computer.
    if (!container || import.meta.env.DEV) return;
    const leaving = new AbortController();
    const watch = { container, reload: () => location.reload(), onNew: (take: () => void) => setApply(() => take) };
    void afterLoad()
      .then(() => (leaving.signal.aborted ? undefined : watchVersions(watch, leaving.signal)))
      // Without it the console works as before, with a network.
      .catch(() => undefined);
    return () => leaving.abort();
  }, []);
  if (!apply) return null;
  return (
    <div className="banner version" role="status">
      <span>{t('version.new')}</span>
      <Button size="small" type="primary" onClick={apply}>
        {t('version.reload')}
      </Button>
      <Button size="small" onClick={() => setApply(undefined)}>
        {t('version.later')}
      </Button>
    </div>
  );
}
