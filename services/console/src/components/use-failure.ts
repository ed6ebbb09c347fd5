import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session';
import { describeProblem } from '../lib/problem';

/** Tells the person that a command failed, in words. */
export function useFailure(): (error: unknown) => void {
  const { t } = useTranslation();
  const { time } = useSession();
  const { message } = App.useApp();
  return useCallback(
    (error: unknown) => void message.error({ content: describeProblem(error, t, time), duration: 6 }),
    [message, t, time],
  );
}
