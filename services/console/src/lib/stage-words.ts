import { ApiError } from '../api/http';
import type { BilingualText, StageGuide } from '../api/playbook';

/** A text of the playbook in the reader's language. */
export const inLanguage = (text: BilingualText, language: string): string => (language === 'zh' ? text.zh : text.en);

/** Whether a stage was refused because the playbook asks for more first. */
export const isHeldBack = (error: unknown): boolean => error instanceof ApiError && error.code === 'STAGE_CRITERIA';

/** What keeps a customer from the target, in words and in the order in which it is asked for. */
export function missingTexts(guide: StageGuide, language: string): string[] {
  const items = guide.items.map(({ item }) => ({ id: item.id, text: item.title }));
  const criteria = [...guide.exitCriteria, ...guide.entryCriteria].map(({ criterion }) => criterion);
  const texts = new Map([...items, ...criteria].map(({ id, text }) => [id, inLanguage(text, language)]));
  return guide.missing.map((id) => texts.get(id) ?? id);
}

/** Whether the playbook says anything of the stage that the customer is in, or of the next one. */
export const saysAnything = ({ items, exitCriteria, entryCriteria, overrides }: StageGuide): boolean =>
  items.length + exitCriteria.length + entryCriteria.length + overrides.length > 0;
