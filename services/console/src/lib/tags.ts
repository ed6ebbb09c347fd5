/** Tags to be added and removed. */
export interface TagChange {
  add: string[];
  remove: string[];
}

/** Tags of a text with commas (also Chinese ones) between them, each once. */
export const readTags = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；\n]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** The tags afterwards, or undefined when they stay what they are. */
export function tagsAfter(tags: string[], { add, remove }: TagChange): string[] | undefined {
  const kept = tags.filter((tag) => !remove.includes(tag));
  const added = add.filter((tag) => !kept.includes(tag) && !remove.includes(tag));
  return added.length === 0 && kept.length === tags.length ? undefined : [...kept, ...added];
}
