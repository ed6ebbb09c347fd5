import { type AppError, derivedId, failedPrecondition } from '@fairlead/service-kit';
import { type Registration, takenUntil } from '../domain/registration';

/** What losers know a conflict by: the same for all, and nothing can be learnt from it. */
export const conflictIdOf = (holderId: string) => derivedId('registration-conflict', holderId);

/** Taken by somebody else's registration: until when, never by whom. */
export function registrationConflict(
  registration: Pick<Registration, 'conflictId' | 'protectedUntil' | 'contestDue'>,
): AppError {
  const protectedUntil = takenUntil(registration).toISOString();
  return failedPrecondition('REGISTRATION_CONFLICT', `This prospect is taken until ${protectedUntil}.`, {
    conflict_reference: registration.conflictId,
    protected_until: protectedUntil,
  });
}

/** Taken by somebody who owns such a customer: there is no end to it. */
export const ownedConflict = (customerId: string): AppError =>
  failedPrecondition('REGISTRATION_CONFLICT', 'This prospect is taken.', {
    conflict_reference: conflictIdOf(customerId),
    protected_until: '',
  });
