import { shortName } from './policy-choice';

/** Key of the clock of a stage: `QUOTE-` and the occasion on which the customer came into it. */
export const stageKey = (stage: string, occasion: string): string => `${shortName(stage)}-${occasion}`;

/** The stage whose time a clock keeps. */
export const stageOfKey = (key = ''): string => key.split('-')[0] ?? '';
