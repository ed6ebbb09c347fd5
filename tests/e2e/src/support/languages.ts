export type Language = 'en' | 'zh';

/** Both languages of the console. */
export const LANGUAGES = ['en', 'zh'] as const;

/**
 * The languages in which a suite walks through what people do: one of the two, so that half of the suites speak each;
 * both with `FAIRLEAD_LANGUAGES=all`, which takes twice as long.
 */
export const walkedIn = (own: Language): readonly Language[] =>
  process.env.FAIRLEAD_LANGUAGES === 'all' ? LANGUAGES : [own];
