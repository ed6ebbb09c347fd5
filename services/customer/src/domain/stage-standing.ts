import type { customer as proto } from '@fairlead/proto';
import type { Customer } from './customer';
import { isLater, type Playbook, type PlaybookItem, partFor, type StageCriterion } from './playbook';
import { fulfils } from './stage-language';

/** What stands of a playbook for a customer, on the way to a stage. */
export interface StageStanding {
  items: PlaybookItem[];
  exit: { criterion: StageCriterion; met: boolean }[];
  entry: { criterion: StageCriterion; met: boolean }[];
  /** Ids of what keeps the customer from the stage: required items, exit and entry criteria, in this order. */
  missing: string[];
}

/** Criteria hold back on the way to later stages only: what was wrong may always be set right. */
export function standingOf(playbook: Playbook, customer: Customer, target: proto.Stage): StageStanding {
  const { items, exitCriteria } = partFor(playbook, customer.stage, customer.type);
  const { entryCriteria } = partFor(playbook, target, customer.type);
  const done = new Set(customer.checklist?.map(({ item }) => item));
  const left = items.filter(({ id, required }) => required && !done.has(id));
  const stateOf = (criterion: StageCriterion) => ({
    criterion,
    met: fulfils(criterion.expression, customer, left.length),
  });
  const exit = exitCriteria.map(stateOf);
  const entry = target === customer.stage ? [] : entryCriteria.map(stateOf);
  const unmet = [...exit, ...entry].filter(({ met }) => !met).map(({ criterion }) => criterion.id);
  const missing = isLater(customer.stage, target) ? [...left.map(({ id }) => id), ...unmet] : [];
  return { items, exit, entry, missing };
}
