import { Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LanguageSwitch } from '../components/language-switch';
import { LoadingRows } from '../components/loading-rows';
import { Lookup } from '../components/lookup/lookup';
import { NotificationBell } from '../components/notification-bell';
import { ShortcutHelp } from '../components/shortcut-help';
import { useVisits } from '../components/use-visits';
import { ErrorBoundary } from './error-boundary';
import { type LiveState, useLiveEvents } from './live';
import { BottomNav, Rail } from './nav';
import { type Place, placesOf } from './navigation';
import { NewVersion } from './new-version';
import { OfflineBanner } from './offline-banner';
import { Pages } from './pages';
import { useSession } from './session';
import { SignOut } from './sign-out';
import { useGoKeys } from './use-go-keys';
import { usePageFocus } from './use-page-focus';
import { VisitSender } from './visit-sender';

/** Header, navigation and pages of a signed-in person. */
export function Shell() {
  const { t } = useTranslation();
  const { user } = useSession();
  const live = useLiveEvents();
  const places = useMemo(() => placesOf(user), [user]);
  const { data: unsent = [] } = useVisits();
  const counts = useMemo(() => ({ visits: unsent.length }), [unsent.length]);
  useGoKeys(places);
  usePageFocus();
  return (
    <>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <Header live={live} places={places} />
      <OfflineBanner />
      <NewVersion />
      <VisitSender />
      <div className="frame">
        <Rail places={places} counts={counts} />
        <main id="main" tabIndex={-1}>
          <ErrorBoundary>
            <Suspense fallback={<LoadingRows rows={6} />}>
              <Pages places={places} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <BottomNav places={places} counts={counts} />
    </>
  );
}

function Header({ live, places }: { live: LiveState; places: Place[] }) {
  const { t } = useTranslation();
  const { user } = useSession();
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
      <SignOut />
    </header>
  );
}
