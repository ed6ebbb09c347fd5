/** What a policy may ask of its subject, by short names without the prefix of their list: `QUOTE`, `HIGH`, `COMPLAINT`. */
export interface ClockConditions {
  stages: string[];
  sources: string[];
  valueLevels: string[];
  customerTypes: string[];
  caseKinds: string[];
  priorities: string[];
}

/** What is known of a subject; with or without the prefix of its list. */
export interface ClockFacts {
  stage?: string;
  source?: string;
  valueLevel?: string;
  customerType?: string;
  caseKind?: string;
  priority?: string;
}

export const NO_CONDITIONS: ClockConditions = {
  stages: [],
  sources: [],
  valueLevels: [],
  customerTypes: [],
  caseKinds: [],
  priorities: [],
};
