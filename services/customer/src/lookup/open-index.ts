import { z } from 'zod';
import { EmbeddedIndex } from './embedded-index';
import type { LookupIndex } from './lookup-index';
import { MeiliIndex } from './meili-index';

export const lookupConfig = {
  /** Address of a Meilisearch; without it every process keeps an index of its own in memory. */
  MEILI_URL: z.url().optional(),
  /** Key that may write documents and settings and search. */
  MEILI_API_KEY: z.string().min(1).optional(),
  /** Name of the index; another one for each installation that shares a Meilisearch. */
  MEILI_INDEX: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .default('fairlead_customers'),
};

/** The engine that the configuration names. */
export function openLookupIndex(config: {
  MEILI_URL?: string;
  MEILI_API_KEY?: string;
  MEILI_INDEX: string;
}): LookupIndex {
  const { MEILI_URL: url, MEILI_API_KEY: apiKey, MEILI_INDEX: name } = config;
  return url ? new MeiliIndex({ url, apiKey, name }) : new EmbeddedIndex();
}
