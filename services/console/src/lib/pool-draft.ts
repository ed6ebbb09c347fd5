import type { Pool, PoolTerms } from '../api/types';
import { VALUE_LEVELS } from './vocabulary';

/** Fields of a lead that a pool may hide. */
export const MASKS = ['phone', 'email', 'contacts', 'address', 'display_name'] as const;
/** Hidden where the terms name nothing. */
const DEFAULT_MASKS = ['phone', 'email', 'address'];
export const CLAIMERS = ['CLAIMERS_TEAM', 'CLAIMERS_TREE', 'CLAIMERS_NAMED'] as const;
/** Levels that may have terms of their own. */
export const LEVELS = VALUE_LEVELS.filter((level) => level !== 'VALUE_LEVEL_UNSPECIFIED');
/** Terms that are whole numbers; empty means 0. */
export const NUMBERS = ['recycleDays', 'warnDays', 'protectionDays', 'claimsPerDay', 'holdingLimit'] as const;
const DAY_SECONDS = 86_400;

/** Terms that somebody is typing, as the fields of the form give them. */
export interface TermsDraft extends Record<(typeof NUMBERS)[number], string> {
  /** Days, also parts of one. */
  coolDownDays: string;
  exemptDraftOrders: boolean;
  claimers: string;
  claimerRepIds: string[];
  /** With commas between them. */
  requiredSkills: string;
  masks: string[];
}

/** A pool that somebody is typing. */
export interface PoolDraft {
  id: string;
  teamId: string;
  displayName: string;
  /** With commas between them, like the product lines. */
  regions: string;
  productLines: string;
  takesLost: boolean;
  terms: TermsDraft;
  /** Terms of value levels that have their own. */
  levels: Record<string, TermsDraft>;
  /** Command of exactly this content: a repetition after a lost answer creates nothing twice. */
  requestId: string;
}

export const emptyTerms = (): TermsDraft => ({
  recycleDays: '',
  warnDays: '',
  protectionDays: '',
  claimsPerDay: '',
  holdingLimit: '',
  coolDownDays: '',
  exemptDraftOrders: false,
  claimers: CLAIMERS[0],
  claimerRepIds: [],
  requiredSkills: '',
  masks: [...DEFAULT_MASKS],
});

export const emptyPool = (teamId: string, requestId: string): PoolDraft => ({
  id: '',
  teamId,
  displayName: '',
  regions: '',
  productLines: '',
  takesLost: false,
  terms: emptyTerms(),
  levels: {},
  requestId,
});

const shown = (value: number) => (value === 0 ? '' : String(value));
const joined = (values: readonly string[]) => values.join(', ');

const termsDraftOf = (terms: PoolTerms): TermsDraft => ({
  ...(Object.fromEntries(NUMBERS.map((key) => [key, shown(terms[key])])) as Record<(typeof NUMBERS)[number], string>),
  coolDownDays: shown(Number(terms.coolDownSeconds) / DAY_SECONDS),
  exemptDraftOrders: terms.exemptDraftOrders,
  claimers: terms.claimers,
  claimerRepIds: terms.claimerRepIds,
  requiredSkills: joined(terms.requiredSkills),
  masks: terms.maskedFields.length > 0 ? terms.maskedFields.filter((each) => each !== 'nothing') : [...DEFAULT_MASKS],
});

/** A pool, ready to be typed over. */
export const poolDraftOf = (pool: Pool, requestId: string): PoolDraft => ({
  id: pool.id,
  teamId: pool.teamId,
  displayName: pool.displayName,
  regions: joined(pool.regions),
  productLines: joined(pool.productLines),
  takesLost: pool.takesLost,
  terms: termsDraftOf(pool.terms),
  levels: Object.fromEntries(pool.levelTerms.map(({ valueLevel, terms }) => [valueLevel, termsDraftOf(terms)])),
  requestId,
});

/** Words with commas between them, Chinese ones too. */
const parted = (text: string) => [
  ...new Set(
    text
      .split(/[,，、]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

type Faults = Record<string, string>;

function toTerms(draft: TermsDraft, path: string, faults: Faults): PoolTerms {
  const whole = (key: (typeof NUMBERS)[number]) => {
    const text = draft[key].trim();
    if (!/^\d{0,6}$/.test(text)) faults[`${path}.${key}`] = 'must be a whole number';
    return Number(text) || 0;
  };
  const days = draft.coolDownDays.trim().replace(',', '.');
  if (days !== '' && !/^\d{1,4}(\.\d{1,6})?$/.test(days)) faults[`${path}.coolDownSeconds`] = 'must be a number';
  return {
    recycleDays: whole('recycleDays'),
    warnDays: whole('warnDays'),
    protectionDays: whole('protectionDays'),
    claimsPerDay: whole('claimsPerDay'),
    holdingLimit: whole('holdingLimit'),
    coolDownSeconds: String(Math.round((Number(days) || 0) * DAY_SECONDS)),
    exemptDraftOrders: draft.exemptDraftOrders,
    claimers: draft.claimers,
    claimerRepIds: draft.claimers === 'CLAIMERS_NAMED' ? draft.claimerRepIds : [],
    requiredSkills: parted(draft.requiredSkills),
    maskedFields: draft.masks.length > 0 ? MASKS.filter((mask) => draft.masks.includes(mask)) : ['nothing'],
  };
}

/** What is sent of a pool, with what the form itself finds wrong. */
export function toPool(draft: PoolDraft): { body: ReturnType<typeof bodyOf>; faults: Faults } {
  const faults: Faults = {};
  return { body: bodyOf(draft, faults), faults };
}

function bodyOf(draft: PoolDraft, faults: Faults) {
  return {
    id: draft.id.trim(),
    teamId: draft.teamId,
    displayName: draft.displayName.trim(),
    regions: parted(draft.regions),
    productLines: parted(draft.productLines),
    takesLost: draft.takesLost,
    terms: toTerms(draft.terms, 'terms', faults),
    levelTerms: levelsOf(draft).map((valueLevel, index) => ({
      valueLevel,
      terms: toTerms(draft.levels[valueLevel] as TermsDraft, levelPath(index), faults),
    })),
  };
}

/** The levels with terms of their own, in the order in which they are sent. */
export const levelsOf = ({ levels }: Pick<PoolDraft, 'levels'>) => LEVELS.filter((level) => levels[level]);
/** Where faults of the terms of one of them are told. */
export const levelPath = (index: number) => `levelTerms[${index}].terms`;
