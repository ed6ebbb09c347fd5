import { useTranslation } from 'react-i18next';
import { usePools } from '../api/pools';
import { useSession } from '../app/session';
import { mayClaim, poolNameOf } from '../lib/pool-names';
import { useDirectory } from './use-directory';

/** The pools in sight: their names by id, and whether a claim from one is offered to the person. */
export function usePoolNames() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { teamNames } = useDirectory();
  const pools = usePools().data ?? [];
  return {
    pools,
    nameOf: (poolId: string) => poolNameOf(poolId, pools, teamNames, t),
    offersClaim: (poolId: string, teamId: string) =>
      mayClaim(
        user,
        pools.find(({ id }) => id === poolId),
        teamId,
      ),
  };
}
