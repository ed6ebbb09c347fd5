import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SESSION_LOST } from '../api/http';
import { sessionQuery } from '../api/queries';
import type { User } from '../api/types';
import { chosenLanguage, setLanguage } from '../i18n';
import { formatInstant, formatInstantWithZone } from '../lib/time';

interface Session {
  user: User;
  isManager: boolean;
  /** Whether the person sells from outside and does nothing else here. */
  isPartner: boolean;
  /** Whether the person sees the work of others. */
  seesOthers: boolean;
  /** Date and time in the user's zone and language. */
  time(iso: string): string;
  timeWithZone(iso: string): string;
}

const SessionContext = createContext<Session | null>(null);

/** The signed-in user for everything below; a lost session brings the sign-in page back. */
export function SessionProvider({ user, children }: { user: User; children: ReactNode }) {
  const queries = useQueryClient();
  const { i18n } = useTranslation();
  useEffect(() => {
    if (!chosenLanguage()) setLanguage(user.locale, false);
  }, [user.locale]);
  useEffect(() => {
    const onLost = () => queries.setQueryData(sessionQuery.queryKey, null);
    window.addEventListener(SESSION_LOST, onLost);
    return () => window.removeEventListener(SESSION_LOST, onLost);
  }, [queries]);
  const session = useMemo<Session>(
    () => ({
      user,
      isManager: user.roles.some((role) => role === 'manager' || role === 'admin'),
      isPartner: user.roles.includes('partner') && !user.roles.some((role) => role !== 'partner'),
      seesOthers: user.roles.some((role) => ['manager', 'operator', 'admin'].includes(role)),
      time: (iso) => formatInstant(iso, i18n.language, user.timeZone),
      timeWithZone: (iso) => formatInstantWithZone(iso, i18n.language, user.timeZone),
    }),
    [user, i18n.language],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody is signed in here.');
  return session;
}
