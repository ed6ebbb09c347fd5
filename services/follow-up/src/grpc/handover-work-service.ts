import type { followup as proto } from '@fairlead/proto';
import { type CallerContext, Faults, type MethodAccess } from '@fairlead/service-kit';
import type { CaseDeps } from '../application/case-deps';
import { countWork } from '../application/count-work';
import { holdClocks, releaseClocks } from '../application/hand-clocks';

export const HANDOVER_WORK_ACCESS: MethodAccess = {
  CountWork: ['service'],
  HoldClocks: ['service'],
  ReleaseClocks: ['service'],
};

const MAX_CUSTOMERS = 200;

/** What handovers ask of follow-up, over gRPC. */
export class HandoverWorkGrpc implements proto.HandoverWorkServiceImplementation<CallerContext> {
  constructor(
    private readonly deps: CaseDeps,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async countWork({ ownerId, customerIds }: proto.CountWorkRequest): Promise<proto.CountWorkResponse> {
    checkCustomers(customerIds).slug('owner_id', ownerId).throwIfAny();
    return { work: await countWork(this.deps, ownerId, customerIds) };
  }

  async holdClocks(request: proto.HoldClocksRequest, { principal }: CallerContext): Promise<proto.HoldClocksResponse> {
    const { handoverId, ownerId, customerIds } = request;
    checkCustomers(customerIds).uuid('handover_id', handoverId).slug('owner_id', ownerId).throwIfAny();
    return { held: await holdClocks(this.deps, request, { now: this.clock(), actor: principal.sub }) };
  }

  async releaseClocks(
    request: proto.ReleaseClocksRequest,
    { principal }: CallerContext,
  ): Promise<proto.ReleaseClocksResponse> {
    checkCustomers(request.customerIds).uuid('handover_id', request.handoverId).throwIfAny();
    return { released: await releaseClocks(this.deps, request, { now: this.clock(), actor: principal.sub }) };
  }
}

function checkCustomers(customerIds: string[]): Faults {
  const faults = new Faults();
  faults.check(customerIds.length <= MAX_CUSTOMERS, 'customer_ids', `must be at most ${MAX_CUSTOMERS}`);
  customerIds.slice(0, MAX_CUSTOMERS).forEach((id, index) => {
    faults.uuid(`customer_ids[${index}]`, id);
  });
  return faults;
}
