import type { RegistrationDoc } from '../repository/registration-models';
import { keysOf } from './change-registration';
import { healKeys } from './heal-keys';
import type { RegistrationDeps } from './registration-deps';
import { buryRegistration } from './reserve-prospect';

/** Releases keys that a crash left without their registration, or beyond its end. */
export const healRegistrationKeys = (
  { registrations, registrationKeys }: Pick<RegistrationDeps, 'registrations' | 'registrationKeys'>,
  now: Date,
): Promise<number> =>
  healKeys<RegistrationDoc>(
    registrationKeys,
    {
      findMany: (ids) => registrations.store.findMany(ids),
      bury: (id, at) => buryRegistration(id, at, registrations),
      keysOf,
    },
    now,
  );
