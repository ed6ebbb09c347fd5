import type { PendingHint } from '@fairlead/service-kit';
import { AgentRepository } from './agent-repository';
import type { CaseModels } from './case-models';
import { CaseNoteRepository } from './case-note-repository';
import { CaseRepository } from './case-repository';
import { CaseSettingsRepository } from './case-settings-repository';
import type { plainModels } from './copy-models';

/** Everything about complaints and service requests that knows mongoose. */
export const createCaseRepositories = (
  models: CaseModels,
  plain: Pick<ReturnType<typeof plainModels>, 'reps'>,
  hint: PendingHint,
) => ({
  cases: new CaseRepository(models.cases, hint),
  caseNotes: new CaseNoteRepository(models.caseNotes, hint),
  caseSettings: new CaseSettingsRepository(models.caseSettings, hint),
  agentCopies: new AgentRepository(plain.reps),
});

export type CaseRepositories = ReturnType<typeof createCaseRepositories>;
