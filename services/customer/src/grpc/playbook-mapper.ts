import type { customer as proto } from '@fairlead/proto';
import { toDuration } from '@fairlead/service-kit';
import type { Customer } from '../domain/customer';
import { type Playbook, type PlaybookItem, type StageCriterion, stageAfter } from '../domain/playbook';
import { standingOf } from '../domain/stage-standing';
import type { CustomerDoc, PlaybookDoc } from '../repository/models';

const itemToProto = ({ taskAfterMs, ...item }: PlaybookItem): proto.PlaybookItem => ({
  ...item,
  taskAfter: taskAfterMs === undefined ? undefined : toDuration(taskAfterMs),
});

const criterionToProto = ({ id, expression, text, customerTypes }: StageCriterion): proto.StageCriterion => ({
  id,
  expression,
  text,
  customerTypes,
});

export const playbookToProto = (doc: PlaybookDoc): proto.Playbook => ({
  etag: String(doc.revision),
  updateTime: doc.updateTime,
  stages: doc.stages.map(({ stage, items, entryCriteria, exitCriteria }) => ({
    stage,
    items: items.map(itemToProto),
    entryCriteria: entryCriteria.map(criterionToProto),
    exitCriteria: exitCriteria.map(criterionToProto),
  })),
});

/** The playbook as it stands for a customer on the way to a stage (the next one when none is named). */
export function toGuide(doc: CustomerDoc, playbook: Playbook, wanted?: proto.Stage): proto.StageGuide {
  const target = wanted ?? stageAfter(doc.stage);
  const { items, exit, entry, missing } = standingOf(playbook, doc, target);
  const stateOf = ({ criterion, met }: (typeof exit)[number]) => ({ criterion: criterionToProto(criterion), met });
  return {
    customerId: doc._id,
    stage: doc.stage,
    etag: String(doc.revision),
    items: items.map((item) => checklistItem(item, doc)),
    exitCriteria: exit.map(stateOf),
    target,
    entryCriteria: entry.map(stateOf),
    missing,
    overrides: [...(doc.stageOverrides ?? [])].reverse(),
  };
}

function checklistItem(item: PlaybookItem, { checklist }: Customer): proto.ChecklistItem {
  const tick = checklist?.find((each) => each.item === item.id);
  return { item: itemToProto(item), doneTime: tick?.time, doneBy: tick?.author ?? '' };
}
