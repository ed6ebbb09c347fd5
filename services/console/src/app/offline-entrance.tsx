import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { isReached } from '../api/http';
import type { User } from '../api/types';
import { LanguageSwitch } from '../components/language-switch';
import { LoadingRows } from '../components/loading-rows';
import { PageTitle } from '../components/page-title';
import { isTyping } from '../lib/keyboard';
import { visitStore } from '../lib/visit-store';
import { ReachContext } from './reach';
import { SessionProvider } from './session';

const VisitsPage = lazy(async () => ({ default: (await import('../pages/visits/visits-page')).VisitsPage }));
const VisitPage = lazy(async () => ({ default: (await import('../pages/visits/visit-page')).VisitPage }));

const PROBE_MS = 5000;

/** Asks now and then whether the server is back; whoever is typing is not interrupted, but told. */
function useWayBack(onBack: () => unknown): boolean {
  const [back, setBack] = useState(false);
  useEffect(() => {
    const probe = async () => {
      if (!(await isReached())) return setBack(false);
      if (isTyping(document.activeElement)) setBack(true);
      else onBack();
    };
    const timer = setInterval(() => void probe(), PROBE_MS);
    const now = () => void probe();
    window.addEventListener('online', now);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', now);
    };
  }, [onBack]);
  return back;
}

/**
 * The console where the server cannot be reached: who is signed in is not known, only who was on this device before. That
 * person's visits can be written; nothing else is there.
 */
export function OfflineEntrance({ onRetry }: { onRetry(): unknown }) {
  const { t } = useTranslation();
  const back = useWayBack(onRetry);
  const person = useQuery({
    queryKey: ['present'],
    // A query has to have an answer: nobody is one.
    queryFn: async () => (await visitStore().present()) ?? null,
    networkMode: 'always',
    retry: false,
  });
  if (person.isPending) return <LoadingRows rows={4} />;
  return (
    <>
      <header className="bar">
        <Link to="/visits" className="brand">
          <img src="/mark.svg" alt="" width="26" height="26" />
          <span>{t('app.name')}</span>
        </Link>
        <span className="bar-space" />
        <LanguageSwitch />
        <Button className="on-dark" type="text" size="small" onClick={() => void onRetry()}>
          {t('app.retry')}
        </Button>
      </header>
      <p className="banner" role="alert">
        {t(back ? 'app.reached' : 'app.unreached')}
      </p>
      <main id="main" tabIndex={-1}>
        <ReachContext value={false}>
          {person.data ? <Visits user={person.data} /> : <Unreachable hint={t('visits.nobodyHere')} />}
        </ReachContext>
      </main>
    </>
  );
}

function Visits({ user }: { user: User }) {
  const { t } = useTranslation();
  const notice = <Unreachable hint={t('visits.only')} link />;
  return (
    <SessionProvider user={user}>
      <Suspense fallback={<LoadingRows rows={4} />}>
        <Routes>
          <Route path="/visits" element={<VisitsPage />} />
          <Route path="/visits/:id" element={<VisitPage />} />
          <Route path="*" element={notice} />
        </Routes>
      </Suspense>
    </SessionProvider>
  );
}

function Unreachable({ hint, link }: { hint: string; link?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="panel center">
        <PageTitle>{t('visits.noNetwork')}</PageTitle>
        <p>{hint}</p>
        {link && <Link to="/visits">{t('visits.toList')}</Link>}
      </div>
    </div>
  );
}
