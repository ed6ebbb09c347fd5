import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session';
import { describeProblem } from '../lib/problem';

/** Why a form was refused, in words; `children` is what can be done about it. Nothing while there is no error. */
export function FormFault({ error, children }: { error: unknown; children?: ReactNode }) {
  const { t } = useTranslation();
  const { time } = useSession();
  if (!error) return null;
  return (
    <p className="form-fault" role="alert">
      {describeProblem(error, t, time)} {children}
    </p>
  );
}
