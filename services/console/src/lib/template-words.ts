import type { TFunction } from 'i18next';
import type { TemplateFault } from '../api/templates';

/** What keeps a text from being saved, in the reader's words. People count characters from 1. */
export const templateFault = (t: TFunction, { field, reason, variable, position }: TemplateFault): string =>
  t(`channels.texts.fault.${reason}`, {
    field: t(`channels.texts.${field}`),
    variable: `{${variable}}`,
    place: position + 1,
    defaultValue: reason,
  });
