import { useTranslation } from 'react-i18next';
import type { Pool } from '../../api/types';

/** What the person may still claim out of a pool. */
export function Allowance({ of }: { of: NonNullable<Pool['allowance']> }) {
  const { t } = useTranslation();
  const { refusal, claimsToday, claimsPerDay, held, holdingLimit } = of;
  if (refusal !== '') {
    return <p className="warning">{t('pool.mayNot', { why: t(`error.${refusal}`, { defaultValue: refusal }) })}</p>;
  }
  const claimed =
    claimsPerDay > 0
      ? t('pool.claimedToday', { count: claimsToday, limit: claimsPerDay })
      : t('pool.claimedFreely', { count: claimsToday });
  return (
    <p className="quiet" role="status">
      {claimed} · {t('pool.held', { count: held, limit: holdingLimit })}
    </p>
  );
}
