import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { logFollowUp } from '../api/commands';
import { ApiError, request } from '../api/http';
import { sessionQuery } from '../api/queries';
import type { User } from '../api/types';
import { type OutboxDeps, oneTabAtATime, type Pass, sendWaiting } from '../lib/visit-outbox';
import { SEND_VISITS, VisitRunner } from '../lib/visit-runner';
import { visitStore } from '../lib/visit-store';
import { useSession } from './session';

/** An answer that takes longer is not waited for; the visit is sent again under the same id. */
const PATIENCE_MS = 30_000;

/** Sends the visits that the person has finished, while somebody is signed in and there is a network. */
export function VisitSender() {
  const { user } = useSession();
  const queries = useQueryClient();
  const told = useTold();
  const tell = useRef(told);
  tell.current = told;
  useEffect(() => {
    const store = visitStore();
    void store.arrive(user).catch(() => undefined);
    const deps: OutboxDeps = {
      store,
      send: (customerId, input, requestId) =>
        logFollowUp(customerId, input, requestId, AbortSignal.timeout(PATIENCE_MS)),
      whoIsThere: async () => {
        const present = await askWhoIsThere();
        // Signed out, or somebody else signed in, in another tab: this one shows it too.
        if (present?.id !== user.id) queries.setQueryData(sessionQuery.queryKey, present);
        return present?.id;
      },
      now: Date.now,
    };
    const runner = new VisitRunner({
      pass: () => oneTabAtATime(() => sendWaiting(deps, user.id)),
      onPass: (pass) => tell.current(pass),
      isOnline: () => navigator.onLine,
      random: Math.random,
    });
    const unsubscribe = store.onChange(runner.soon);
    window.addEventListener('online', runner.now);
    window.addEventListener(SEND_VISITS, runner.now);
    runner.now();
    return () => {
      runner.stop();
      unsubscribe();
      window.removeEventListener('online', runner.now);
      window.removeEventListener(SEND_VISITS, runner.now);
    };
  }, [queries, user]);
  return null;
}

async function askWhoIsThere(): Promise<User | null> {
  try {
    return (await request<{ user: User }>('GET', '/session', { signal: AbortSignal.timeout(PATIENCE_MS) })).user;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Says what became of the visits, and lets pages show what was recorded. */
function useTold() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return ({ sent, refused }: Pass) => {
    for (const { customerName } of sent) void message.success(t('visits.sent', { name: customerName }));
    for (const { customerName } of refused) {
      void message.error({ content: t('visits.wasRefused', { name: customerName }), duration: 6 });
    }
    const stale = [...sent.map(({ customerId }) => ['customer', customerId]), ...(sent.length > 0 ? [['my-day']] : [])];
    for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
  };
}
