/** What a policy may ask of its subject, by short names without the prefix of their list: `QUOTE`, `HIGH`, `COMPLAINT`. */
export interface ClockConditions {
  stages: string[];
  sources: string[];
  valueLevels: string[];
  customerTypes: string[];
  caseKinds: string[];
  priorities: string[];
}

/** Asks for nothing. */
export const NO_CONDITIONS: ClockConditions = {
  stages: [],
  sources: [],
  valueLevels: [],
  customerTypes: [],
  caseKinds: [],
  priorities: [],
};
