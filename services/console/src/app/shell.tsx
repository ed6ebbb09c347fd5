import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signOut } from '../api/commands';
import { sessionQuery } from '../api/queries';
import { LanguageSwitch } from '../components/language-switch';
import { LoadingRows } from '../components/loading-rows';
import { Lookup } from '../components/lookup/lookup';
import { NotificationBell } from '../components/notification-bell';
import { ShortcutHelp } from '../components/shortcut-help';
import { ErrorBoundary } from './error-boundary';
import { type LiveState, useLiveEvents } from './live';
import { BottomNav, Rail } from './nav';
import { type Place, placesOf } from './navigation';
import { Pages } from './pages';
import { useSession } from './session';
import { useGoKeys } from './use-go-keys';
import { usePageFocus } from './use-page-focus';

/** Header, navigation and pages of a signed-in person. */
export function Shell() {
  const { t } = useTranslation();
  const { user } = useSession();
  const live = useLiveEvents();
  const places = useMemo(() => placesOf(user), [user]);
  useGoKeys(places);
  usePageFocus();
  return (
    <>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <Header live={live} places={places} />
      <OfflineBanner />
      <div className="frame">
        <Rail places={places} />
        <main id="main" tabIndex={-1}>
          <ErrorBoundary>
            <Suspense fallback={<LoadingRows rows={6} />}>
              <Pages places={places} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <BottomNav places={places} />
    </>
  );
}

function Header({ live, places }: { live: LiveState; places: Place[] }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const leave = async () => {
    await signOut().catch(() => undefined);
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, null);
  };
  return (
    <header className="bar">
      <Link to="/" className="brand" title={t('day.title')}>
        <img src="/mark.svg" alt="" width="26" height="26" />
        <span>{t('app.name')}</span>
      </Link>
      <span className={`live live-${live}`} role="status">
        <span className="live-dot" aria-hidden="true" />
        <span className="live-text">{t(`app.${live}`)}</span>
      </span>
      <span className="bar-space" />
      <Lookup />
      <NotificationBell />
      <ShortcutHelp places={places} />
      <LanguageSwitch />
      <span className="who" title={t('app.timesIn', { zone: user.timeZone })}>
        {user.displayName}
      </span>
      <Button className="on-dark" type="text" size="small" onClick={() => void leave()}>
        {t('app.signOut')}
      </Button>
    </header>
  );
}

function OfflineBanner() {
  const { t } = useTranslation();
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const update = () => setOffline(!navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, []);
  return offline ? (
    <p className="banner" role="alert">
      {t('app.offline')}
    </p>
  ) : null;
}
