import type { customer } from '@fairlead/proto';
import type { Logger } from '@fairlead/service-kit';
import type { DecisionRepository } from '../repository/decision-repository';
import type { HoldingRepository } from '../repository/holding-repository';
import type { OwnershipRepository } from '../repository/ownership-repository';
import type { PoolRepository } from '../repository/pool-repository';
import type { RecyclePlanRepository } from '../repository/recycle-plan-repository';
import type { RepRepository } from '../repository/rep-repository';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import type { StayRepository } from '../repository/stay-repository';
import type { TeamRepository } from '../repository/team-repository';
import type { Allocator } from './allocator';
import type { Calendars } from './calendars';
import type { InHand } from './in-hand';
import type { FactRecorder } from './record-facts';

/** What the use cases about ownership work on. */
export interface OwnershipDeps {
  teams: TeamRepository;
  reps: RepRepository;
  ruleSets: RuleSetRepository;
  ownerships: OwnershipRepository;
  decisions: DecisionRepository;
  holdings: HoldingRepository;
  pools: PoolRepository;
  stays: StayRepository;
  plans: RecyclePlanRepository;
  calendars: Pick<Calendars, 'timeZoneOf'>;
  customers: {
    applyOwnership(
      request: customer.ApplyOwnershipRequest,
      options?: { deadline?: number },
    ): Promise<customer.ApplyOwnershipResponse>;
    getCustomer(request: { customerId: string }, options?: { deadline?: number }): Promise<Partial<customer.Customer>>;
  };
  inHand: InHand;
  allocator: Allocator;
  facts: FactRecorder;
  logger: Logger;
}
