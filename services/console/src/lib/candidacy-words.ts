import type { TFunction } from 'i18next';
import type { Candidacy, Candidate } from '../api/decisions';
import { LEAD_ATTRIBUTES, type LeadAttribute } from './rule-condition';
import { leadValue, sayRepCondition } from './rule-words';

/** Stands for a rule where the owner of a known customer was looked at. */
export const KNOWN_OWNER = 'known-owner';

export interface CandidacyWording {
  t: TFunction;
  language: string;
  /** Name of the rep who is talked about; empty: the reader. */
  name: string;
  /** Names of reps by id. */
  repNames: Record<string, string>;
}

/** Balances by numbers, with the number that each compares. */
const COMPARED: Record<string, readonly [key: string, number: (of: Candidate) => number]> = {
  BALANCE_FEWEST_OPEN: ['open', ({ openLeads }) => openLeads],
  BALANCE_CAPACITY_WEIGHT: ['today', ({ givenToday }) => givenToday],
};

/** What became of a rep in a decision, in whole sentences. */
export function sayOutcome(candidacy: Candidacy, wording: CandidacyWording): string {
  const { outcome, ruleId, eligibleCount } = candidacy;
  if (outcome === 'CANDIDACY_OUTCOME_CHOSEN') {
    if (ruleId === KNOWN_OWNER) return say(candidacy, wording, 'known');
    return say(candidacy, wording, eligibleCount === 1 ? 'chosenOnly' : 'chosen');
  }
  if (outcome === 'CANDIDACY_OUTCOME_NOT_DUE') return sayNotDue(candidacy, wording);
  if (outcome === 'CANDIDACY_OUTCOME_REJECTED') return sayRejection(candidacy, wording);
  return say(candidacy, wording, 'notLookedAt');
}

function say(
  { rank, eligibleCount, ruleId, own }: Candidacy,
  { t, name }: CandidacyWording,
  key: string,
  more: Record<string, string | number> = {},
): string {
  const values = { name, rank, count: eligibleCount, rule: ruleId, open: own?.openLeads, today: own?.givenToday };
  return t(`why.${name === '' ? 'you' : 'other'}.${key}`, { ...values, ...more });
}

function sayNotDue(candidacy: Candidacy, wording: CandidacyWording): string {
  const { own, chosen, balance } = candidacy;
  const { t, repNames } = wording;
  if (!own || !chosen) return say(candidacy, wording, 'notDue');
  const winner = chosen.repId === '' ? t('why.somebody') : (repNames[chosen.repId] ?? chosen.repId);
  const compared = COMPARED[balance];
  if (!compared) return say(candidacy, wording, balance === 'BALANCE_ROUND_ROBIN' ? 'turn' : 'notDue', { winner });
  const [key, number] = compared;
  const said = say(candidacy, wording, key, {
    winner,
    theirs: number(chosen),
    theirWeight: chosen.capacityWeight,
    own: number(own),
    weight: own.capacityWeight,
  });
  const equal = number(own) * chosen.capacityWeight === number(chosen) * own.capacityWeight;
  return equal ? `${said} ${t('why.tie')}` : said;
}

function sayRejection(candidacy: Candidacy, wording: CandidacyWording): string {
  const { rejectedBecause, repCondition = '' } = candidacy;
  if (rejectedBecause !== 'CONDITION') return say(candidacy, wording, rejectedBecause);
  const conditions = sayRepCondition(repCondition, wording);
  return conditions ? say(candidacy, wording, 'asks', { conditions }) : say(candidacy, wording, 'CONDITION');
}

const CAMEL: Partial<Record<LeadAttribute, string>> = { product_line: 'productLine', value_level: 'valueLevel' };

/** The attributes of a lead that rules saw, each with its value; those without one are left out. */
export function sayInputs(inputsJson: string, t: TFunction): string[] {
  const values = readInputs(inputsJson);
  return LEAD_ATTRIBUTES.flatMap((attribute) => {
    const value = values[CAMEL[attribute] ?? attribute];
    const says = typeof value === 'string' && value !== '' && !value.endsWith('_UNSPECIFIED');
    return says ? [`${t(`leadAttribute.${attribute}`)}: ${leadValue(t, attribute, value)}`] : [];
  });
}

function readInputs(json: string): Record<string, unknown> {
  try {
    return (JSON.parse(json) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
