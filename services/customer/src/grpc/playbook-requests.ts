import { customer as proto } from '@fairlead/proto';
import { Faults, MAX_EXPRESSION, toMs } from '@fairlead/service-kit';
import {
  type BilingualText,
  MAX_CRITERIA,
  MAX_ITEMS,
  MAX_TASK_AFTER_MS,
  type PlaybookItem,
  STAGES,
  type StageCriterion,
  type StagePlaybook,
} from '../domain/playbook';
import { checkCriterion } from '../domain/stage-language';

const MAX_TEXT = 200;
const TYPES = [proto.CustomerType.CUSTOMER_TYPE_ORGANIZATION, proto.CustomerType.CUSTOMER_TYPE_PERSON];
const AT = 'stage_playbook';

export const isStage = (stage: proto.Stage): boolean => STAGES.includes(stage);

/** Checks what a playbook is to say of a stage; every fault is named, of an expression with its position. */
export function parseStagePlaybook(request: proto.UpdateStagePlaybookRequest): StagePlaybook {
  const faults = new Faults().uuid('request_id', request.requestId);
  const known = request.presentCustomers !== proto.PresentCustomers.UNRECOGNIZED;
  return parseDraft(request, faults.check(known, 'present_customers', 'is not a known choice'));
}

/** The same, of which nothing is to be written. */
export function parseDraft(request: proto.PreviewStagePlaybookRequest, faults = new Faults()): StagePlaybook {
  faults.check(request.etag !== '', 'etag', 'is required');
  faults.check(request.stagePlaybook !== undefined, AT, 'is required');
  const given = request.stagePlaybook ?? proto.StagePlaybook.create();
  faults.check(isStage(given.stage), `${AT}.stage`, 'is required');
  const part: StagePlaybook = {
    stage: given.stage,
    items: bounded(given.items, MAX_ITEMS, `${AT}.items`, faults).map((item, index) =>
      parseItem(item, `${AT}.items[${index}]`, faults),
    ),
    entryCriteria: parseCriteria(given.entryCriteria, `${AT}.entry_criteria`, faults),
    exitCriteria: parseCriteria(given.exitCriteria, `${AT}.exit_criteria`, faults),
  };
  faults.throwIfAny();
  return part;
}

function parseItem(given: proto.PlaybookItem, at: string, faults: Faults): PlaybookItem {
  faults.slug(`${at}.id`, given.id);
  const taskAfterMs = given.taskAfter && toMs(given.taskAfter);
  if (taskAfterMs !== undefined) {
    const sound = taskAfterMs > 0 && taskAfterMs <= MAX_TASK_AFTER_MS;
    faults.check(sound, `${at}.task_after`, 'must be above 0 and at most 366 days');
  }
  return {
    id: given.id,
    title: parseText(given.title, `${at}.title`, faults),
    required: given.required,
    ...(taskAfterMs === undefined ? {} : { taskAfterMs }),
    customerTypes: parseTypes(given.customerTypes, at, faults),
  };
}

const parseCriteria = (given: proto.StageCriterion[], at: string, faults: Faults): StageCriterion[] =>
  bounded(given, MAX_CRITERIA, at, faults).map(({ id, expression, text, customerTypes }, index) => {
    const here = `${at}[${index}]`;
    faults.slug(`${here}.id`, id);
    checkExpression(expression, `${here}.expression`, faults);
    return {
      id,
      expression,
      text: parseText(text, `${here}.text`, faults),
      customerTypes: parseTypes(customerTypes, here, faults),
    };
  });

function checkExpression(expression: string, at: string, faults: Faults): void {
  faults.text(at, expression, { min: 1, max: MAX_EXPRESSION });
  if (expression.trim() === '' || expression.length > MAX_EXPRESSION) return;
  const fault = checkCriterion(expression);
  if (fault !== null) faults.add(at, fault);
}

function parseText(given: proto.BilingualText | undefined, at: string, faults: Faults): BilingualText {
  const text = { en: given?.en.trim() ?? '', zh: given?.zh.trim() ?? '' };
  for (const [language, value] of Object.entries(text)) {
    faults.text(`${at}.${language}`, value, { min: 1, max: MAX_TEXT });
  }
  return text;
}

function parseTypes(given: proto.CustomerType[], at: string, faults: Faults): proto.CustomerType[] {
  given.forEach((type, index) => {
    const field = `${at}.customer_types[${index}]`;
    faults.check(TYPES.includes(type), field, 'must be organisation or person');
    faults.check(given.indexOf(type) === index, field, 'is given twice');
  });
  return given;
}

function bounded<T>(given: T[], max: number, at: string, faults: Faults): T[] {
  faults.check(given.length <= max, at, `must be at most ${max}`);
  return given.slice(0, max);
}
