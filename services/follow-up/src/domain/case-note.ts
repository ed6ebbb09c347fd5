import type { NewEvent } from '@fairlead/service-kit';

/** Something to remember about a case. Never changed, only added. */
export interface CaseNote {
  caseId: string;
  customerId: string;
  /** `sub` of who wrote it. */
  author: string;
  text: string;
}

export const caseNoted = (noteId: string, { caseId, customerId }: CaseNote): NewEvent => ({
  type: 'crm.followup.case.noted.v1',
  subject: customerId,
  data: { caseId, noteId },
});
