import type { TFunction } from 'i18next';
import type { VisitDraft } from './visit-draft';

const spoken = (wall: string) => wall.replace('T', ' ');

/** A draft as plain text, to be rescued to wherever there is room. */
export function visitText({ customerName, fields, zone }: VisitDraft, t: TFunction): string {
  const { method, outcome, content, occurTime, nextStep, nextStepDue } = fields;
  const lines: [string, string][] = [
    [t('visits.customer'), customerName],
    [t('visits.when'), occurTime && `${spoken(occurTime)} (${zone})`],
    [t('followUp.method'), t(`method.${method}`)],
    [t('followUp.outcome'), outcome && t(`outcome.${outcome}`)],
    [t('followUp.content'), content],
    [t('followUp.nextStep'), nextStep],
    [t('followUp.nextStepDue'), nextStepDue && `${spoken(nextStepDue)} (${zone})`],
  ];
  return lines
    .filter(([, said]) => said !== '')
    .map(([label, said]) => `${label}: ${said}`)
    .join('\n');
}
