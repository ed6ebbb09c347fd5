/** A BCP 47 language tag in its usual spelling (`zh-cn` → `zh-CN`); null when it is none. An empty text stays empty. */
export function canonicalLanguage(tag: string): string | null {
  if (tag === '') return '';
  try {
    return tag.length <= 35 ? (Intl.getCanonicalLocales(tag)[0] ?? null) : null;
  } catch {
    return null;
  }
}
