import { useTranslation } from 'react-i18next';
import type { PoolMove } from '../../api/dashboard';
import { BarList } from './bar-list';

const CLAIMED = 'claimed';

/** Why leads came into the pools in the period, and how many went out. */
export function PoolMoves({ moves }: { moves: PoolMove[] }) {
  const { t } = useTranslation();
  const nameOf = (reason: string) =>
    reason === CLAIMED
      ? t('dashboard.claimed')
      : t('dashboard.cameIn', { reason: t(`reason.${reason}`, { defaultValue: reason }) });
  return (
    <section className="panel" aria-labelledby="pool-moves">
      <h2 id="pool-moves">{t('dashboard.poolMoves')}</h2>
      {moves.length === 0 ? (
        <p className="quiet">{t('dashboard.noMoves')}</p>
      ) : (
        <BarList rows={moves.map(({ reason, count }) => ({ id: reason, name: nameOf(reason), parts: [{ count }] }))} />
      )}
    </section>
  );
}
