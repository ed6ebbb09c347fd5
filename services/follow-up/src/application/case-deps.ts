import type { CaseRepositories } from '../repository/case-repositories';
import type { AgentDirectory } from './agent-directory';
import type { Deps } from './deps';

/** What the use cases of complaints and service requests work with. */
export interface CaseDeps extends Deps, CaseRepositories {
  agents: AgentDirectory;
  /** Signs the links of surveys. */
  surveyKey: Buffer;
}
