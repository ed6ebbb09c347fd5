import type { PendingHint } from '@fairlead/service-kit';
import { DecisionRepository } from './decision-repository';
import { HandoverItemRepository } from './handover-item-repository';
import { HandoverRepository } from './handover-repository';
import { HoldingRepository } from './holding-repository';
import type { Models } from './models';
import { OwnershipRepository } from './ownership-repository';
import { PoolRepository } from './pool-repository';
import { RecyclePlanRepository } from './recycle-plan-repository';
import { RepRepository } from './rep-repository';
import { RuleSetRepository } from './rule-set-repository';
import { StayRepository } from './stay-repository';
import { TeamRepository } from './team-repository';

/** All repositories of this service on one set of models. */
export const createRepositories = (models: Models, hint: PendingHint) => ({
  teams: new TeamRepository(models.teams, hint),
  reps: new RepRepository(models.reps, hint),
  ruleSets: new RuleSetRepository(models, hint),
  decisions: new DecisionRepository(models.decisions),
  ownerships: new OwnershipRepository(models.ownerships, hint),
  holdings: new HoldingRepository(models.holdings),
  pools: new PoolRepository(models.pools, hint),
  stays: new StayRepository(models.stays),
  plans: new RecyclePlanRepository(models.recyclePlans, hint),
  handovers: new HandoverRepository(models.handovers, hint),
  handoverItems: new HandoverItemRepository(models.handoverItems, models.handoverNotes),
});
