import { isOnLeave, type Leave } from './rep';

export type ReceiverRule = 'LEAST_LOAD' | 'SHARES' | 'MANAGER';

/** Who gets what: by name first, then by kind, then by the rule. */
export interface ReceiverPlan {
  /** At most MAX_NAMED, each lead once. */
  named: { leadId: string; repId: string }[];
  leadsTo: string;
  customersTo: string;
  rule: ReceiverRule;
  /** With SHARES: 1 to MAX_SHARES, each rep once. */
  shares: { repId: string; weight: number }[];
}

export const MAX_NAMED = 200;
export const MAX_SHARES = 50;
export const MAX_SHARE_WEIGHT = 100;

/** What a choice knows of a rep. */
export interface ReceiverFacts {
  id: string;
  active: boolean;
  leaves: readonly Leave[];
  capacityWeight: number;
  /** Open leads held, and what is planned for the rep in this handover. */
  load: number;
  /** What is planned for the rep in this handover. */
  planned: number;
}

export interface PlanFacts {
  fromRepId: string;
  /** Everybody whom the plan names, and the reps of the leaver's team. */
  reps: ReadonlyMap<string, ReceiverFacts>;
  teamRepIds: readonly string[];
  /** Nearest manager above the leaver; empty when there is none. */
  managerId: string;
  now: Date;
}

/** Whom the plan names, each once. */
export const namedIn = ({ named, leadsTo, customersTo, rule, shares }: ReceiverPlan): string[] => [
  ...new Set(
    [
      ...named.map(({ repId }) => repId),
      leadsTo,
      customersTo,
      ...(rule === 'SHARES' ? shares.map(({ repId }) => repId) : []),
    ].filter((id) => id !== ''),
  ),
];

export type Choice = { repId: string } | { refused: 'NO_RECEIVER' | 'RECEIVER_INACTIVE' };

/** Who gets this one. The same facts always give the same choice. */
export function chooseReceiver(
  plan: ReceiverPlan,
  item: { leadId: string; openLead: boolean },
  facts: PlanFacts,
): Choice {
  const byName = plan.named.find(({ leadId }) => leadId === item.leadId)?.repId;
  const fixed = byName || (item.openLead ? plan.leadsTo : plan.customersTo);
  if (fixed) return facts.reps.get(fixed)?.active ? { repId: fixed } : { refused: 'RECEIVER_INACTIVE' };
  const chosen = byRule(plan, facts) || managerOf(facts);
  return chosen ? { repId: chosen } : { refused: 'NO_RECEIVER' };
}

function byRule({ rule, shares }: ReceiverPlan, facts: PlanFacts): string {
  if (rule === 'MANAGER') return managerOf(facts);
  if (rule === 'SHARES') {
    const open = shares.filter(({ repId }) => facts.reps.get(repId)?.active && repId !== facts.fromRepId);
    return least(open.map(({ repId, weight }) => [repId, ((facts.reps.get(repId)?.planned ?? 0) + 1) / weight]));
  }
  const able = facts.teamRepIds.flatMap((id) => facts.reps.get(id) ?? []).filter((rep) => isAble(rep, facts));
  return least(able.map(({ id, load, capacityWeight }) => [id, load / capacityWeight]));
}

const isAble = ({ id, active, leaves, capacityWeight }: ReceiverFacts, { fromRepId, now }: PlanFacts) =>
  id !== fromRepId && active && capacityWeight > 0 && !isOnLeave(leaves, now);

const managerOf = ({ managerId, reps }: PlanFacts) => (reps.get(managerId)?.active ? managerId : '');

/** Of the least value; the id breaks a tie. Empty when there is none. */
const least = (values: [id: string, value: number][]): string =>
  values.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';

/** The choices for several, each one seeing those before it. */
export function choose<I extends { leadId: string; openLead: boolean }>(
  plan: ReceiverPlan,
  items: readonly I[],
  facts: PlanFacts,
): { item: I; choice: Choice }[] {
  const reps = new Map(facts.reps);
  return items.map((item) => {
    const choice = chooseReceiver(plan, item, { ...facts, reps });
    const chosen = 'repId' in choice ? reps.get(choice.repId) : undefined;
    if (chosen) reps.set(chosen.id, { ...chosen, load: chosen.load + 1, planned: chosen.planned + 1 });
    return { item, choice };
  });
}
