import type { customer, followup } from '@fairlead/proto';
import type { HandoverItemRepository } from '../repository/handover-item-repository';
import type { HandoverRepository } from '../repository/handover-repository';
import type { OwnershipDeps } from './ownership-deps';

/** How much there is of a kind of work. */
export interface WorkCount {
  kind: string;
  count: number;
}

/** Somebody who knows of work that goes along with customers. A further kind of work is a further source. */
export interface WorkSource {
  /** Everything of the rep. */
  countAll(repId: string): Promise<WorkCount[]>;
  /** What the rep has at each of these customers, at most 100. */
  countEach(repId: string, leadIds: string[]): Promise<Map<string, WorkCount[]>>;
}

/** What the use cases about handovers work on. */
export interface HandoverDeps extends OwnershipDeps {
  handovers: HandoverRepository;
  handoverItems: HandoverItemRepository;
  work: WorkSource[];
  clocks: Pick<followup.HandoverWorkServiceClient, 'holdClocks' | 'releaseClocks'>;
  registrations: Pick<customer.RegistrationWorkServiceClient, 'countRegistrations' | 'handOverRegistrations'>;
}
