import { useQuery } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { ApiError } from '../api/http';
import { sessionQuery } from '../api/queries';
import { LoadingRows } from '../components/loading-rows';
import { ProblemPanel } from '../components/problem-panel';
import { useReducedMotion } from '../lib/reduced-motion';
import { SignIn } from '../pages/sign-in/sign-in';
import { ErrorBoundary } from './error-boundary';
import { OfflineEntrance } from './offline-entrance';
import { SessionProvider } from './session';
import { Shell } from './shell';
import { STILL_THEME, THEME } from './theme';

const RatePage = lazy(async () => ({ default: (await import('../pages/rate/rate-page')).RatePage }));

/** Signed in or not; everything below knows the user. */
export function Root() {
  const { i18n } = useTranslation();
  const theme = useReducedMotion() ? STILL_THEME : THEME;
  return (
    <ConfigProvider theme={theme} button={{ autoInsertSpace: false }} locale={i18n.language === 'zh' ? zhCN : enUS}>
      <App component={false}>
        <ErrorBoundary>
          <Routes>
            <Route
              path="/rate/:token"
              element={
                <Suspense fallback={<LoadingRows rows={4} />}>
                  <RatePage />
                </Suspense>
              }
            />
            <Route path="*" element={<Entrance />} />
          </Routes>
        </ErrorBoundary>
      </App>
    </ConfigProvider>
  );
}

/** Nobody could be asked who is signed in: there is no network, or no server behind it. */
const isUnreached = (error: unknown) => error instanceof ApiError && error.status === 0;

function Entrance() {
  const session = useQuery(sessionQuery);
  if (isUnreached(session.error)) return <OfflineEntrance onRetry={session.refetch} />;
  if (session.isPending) return <LoadingRows rows={4} />;
  if (session.isError) return <ProblemPanel error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <SignIn />;
  return (
    <SessionProvider user={session.data}>
      <Shell />
    </SessionProvider>
  );
}
