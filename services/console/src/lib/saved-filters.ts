/** A filter under the name that somebody gave it. */
export interface SavedFilter {
  name: string;
  /** Query string of the list's address. */
  search: string;
}

const MAX_SAVED = 30;
const MAX_NAME = 60;

export const isSavedFilters = (value: unknown): value is SavedFilter[] =>
  Array.isArray(value) &&
  value.every((each: Partial<SavedFilter> | null) => typeof each?.name === 'string' && typeof each.search === 'string');

/** Adds a filter, in place of one of the same name, by name; an empty name adds nothing. */
export function withFilter(saved: SavedFilter[], name: string, search: string): SavedFilter[] {
  const trimmed = name.trim().slice(0, MAX_NAME);
  if (trimmed === '') return saved;
  const others = withoutFilter(saved, trimmed);
  return [...others.slice(0, MAX_SAVED - 1), { name: trimmed, search }].sort((a, b) => a.name.localeCompare(b.name));
}

export const withoutFilter = (saved: SavedFilter[], name: string): SavedFilter[] =>
  saved.filter((each) => each.name !== name);
