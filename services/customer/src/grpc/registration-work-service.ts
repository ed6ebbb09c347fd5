import type { customer as proto } from '@fairlead/proto';
import { type CallerContext, Faults, type MethodAccess } from '@fairlead/service-kit';
import { handOverRegistrations } from '../application/hand-over-registrations';
import type { RegistrationDeps } from '../application/registration-deps';

export const REGISTRATION_WORK_ACCESS: MethodAccess = {
  CountRegistrations: ['service'],
  HandOverRegistrations: ['service'],
};

/** What handovers ask of registrations, over gRPC. */
export class RegistrationWorkGrpc implements proto.RegistrationWorkServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: Pick<RegistrationDeps, 'registrations' | 'registrationKeys'>,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async countRegistrations({
    registrantId,
    handoverId,
  }: proto.CountRegistrationsRequest): Promise<proto.CountRegistrationsResponse> {
    const faults = new Faults().slug('registrant_id', registrantId);
    if (handoverId !== '') faults.uuid('handover_id', handoverId);
    faults.throwIfAny();
    return { count: await this.deps.registrations.countProtecting(registrantId, handoverId) };
  }

  async handOverRegistrations(
    request: proto.HandOverRegistrationsRequest,
    { principal }: CallerContext,
  ): Promise<proto.HandOverRegistrationsResponse> {
    const { handoverId, fromRepId, toRepId, toTeamPath, back, afterRegistrationId } = request;
    const faults = new Faults()
      .uuid('handover_id', handoverId)
      .slug('from_rep_id', fromRepId)
      .slug('to_rep_id', toRepId)
      .check(fromRepId !== toRepId, 'to_rep_id', 'must be somebody else')
      .check(back || toTeamPath.length > 0, 'to_team_path', 'is required on the way out');
    if (afterRegistrationId !== '') faults.uuid('after_registration_id', afterRegistrationId);
    faults.throwIfAny();
    return handOverRegistrations(request, { now: this.clock(), actor: principal.sub }, this.deps);
  }
}
