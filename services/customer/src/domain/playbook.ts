import { customer as proto } from '@fairlead/proto';

/** A text in both languages. */
export interface BilingualText {
  en: string;
  zh: string;
}

/** Something to be done in a stage. */
export interface PlaybookItem {
  id: string;
  title: BilingualText;
  /** The stage may not be left for a later one before it is done. */
  required: boolean;
  /** Milliseconds after the stage was entered until which the owner has it as a task; unset: it is no task. */
  taskAfterMs?: number;
  /** Empty: all. */
  customerTypes: proto.CustomerType[];
}

/** A condition that a customer has to fulfil. */
export interface StageCriterion {
  id: string;
  expression: string;
  text: BilingualText;
  /** Empty: all. */
  customerTypes: proto.CustomerType[];
}

/** What is to be done in a stage. */
export interface StagePlaybook {
  stage: proto.Stage;
  items: PlaybookItem[];
  entryCriteria: StageCriterion[];
  exitCriteria: StageCriterion[];
}

/** At most one part for each stage. */
export interface Playbook {
  stages: StagePlaybook[];
}

export const MAX_ITEMS = 30;
export const MAX_CRITERIA = 20;
export const MAX_TASK_AFTER_MS = 366 * 86_400_000;

/** The stages in the order of a sale. */
export const STAGES: readonly proto.Stage[] = [
  proto.Stage.STAGE_LEAD,
  proto.Stage.STAGE_CONTACT,
  proto.Stage.STAGE_NEED,
  proto.Stage.STAGE_SOLUTION,
  proto.Stage.STAGE_QUOTE,
  proto.Stage.STAGE_NEGOTIATION,
  proto.Stage.STAGE_CONTRACT,
  proto.Stage.STAGE_DELIVERY,
  proto.Stage.STAGE_COLLECTION,
];

/** Until somebody writes one, nothing is asked for. */
export const EMPTY_PLAYBOOK: Playbook = { stages: [] };

export const isLater = (from: proto.Stage, to: proto.Stage): boolean => STAGES.indexOf(to) > STAGES.indexOf(from);

/** The stage after this one; the last one itself at the end. */
export const stageAfter = (stage: proto.Stage): proto.Stage => STAGES[STAGES.indexOf(stage) + 1] ?? stage;

/** What the playbook says of a stage for customers of a type. */
export function partFor({ stages }: Playbook, stage: proto.Stage, type: proto.CustomerType): StagePlaybook {
  const part = stages.find((each) => each.stage === stage);
  const fits = ({ customerTypes }: { customerTypes: proto.CustomerType[] }) =>
    customerTypes.length === 0 || customerTypes.includes(type);
  return {
    stage,
    items: part?.items.filter(fits) ?? [],
    entryCriteria: part?.entryCriteria.filter(fits) ?? [],
    exitCriteria: part?.exitCriteria.filter(fits) ?? [],
  };
}

/** Puts a stage's part in the place of its former one, in the order of the stages; one without anything goes. */
export function withPart({ stages }: Playbook, part: StagePlaybook): Playbook {
  const empty = part.items.length + part.entryCriteria.length + part.exitCriteria.length === 0;
  const others = stages.filter(({ stage }) => stage !== part.stage);
  const all = empty ? others : [...others, part];
  return { stages: all.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)) };
}

/** Items of a part that come new with a time, or get one: what customers in the stage have no task of yet. */
export function newTaskItems({ stages }: Playbook, { stage, items }: StagePlaybook): PlaybookItem[] {
  const isTimed = ({ taskAfterMs }: PlaybookItem) => taskAfterMs !== undefined;
  const before = stages.find((each) => each.stage === stage)?.items ?? [];
  const known = new Set(before.filter(isTimed).map(({ id }) => id));
  return items.filter((item) => isTimed(item) && !known.has(item.id));
}

/** Types of customers that any of these items is for; empty: all. */
export const typesOf = (items: readonly PlaybookItem[]): proto.CustomerType[] =>
  items.some(({ customerTypes }) => customerTypes.length === 0)
    ? []
    : [...new Set(items.flatMap(({ customerTypes }) => customerTypes))];

/** Ids that a stage's part shares with itself or with another stage; each must be there once. */
export function repeatedIds({ stages }: Playbook): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { items, entryCriteria, exitCriteria } of stages) {
    for (const { id } of [...items, ...entryCriteria, ...exitCriteria]) {
      if (seen.has(id)) repeated.add(id);
      seen.add(id);
    }
  }
  return repeated;
}
