import { followup as proto } from '@fairlead/proto';
import { type Change, notFound, type WriteContext } from '@fairlead/service-kit';
import type { Case } from '../domain/case';
import { closeCase, continueCase, endReopening, remindOfSurvey } from '../domain/case-commands';
import type { CaseSettings } from '../domain/case-settings';
import { surveyPath } from '../domain/case-survey';
import type { CaseDoc } from '../repository/case-models';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';
import { dispatchCase } from './dispatch-case';

const { CaseState } = proto;
/** Things that may be due one after the other. */
const MAX_STEPS = 5;

/** Does what is due by itself, each once; what is not due stays. Answers the case. */
export async function advanceCase(deps: CaseDeps, id: string, context: WriteContext): Promise<CaseDoc> {
  const settings = await deps.caseSettings.current();
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const found = await deps.cases.store.find(id);
    if (!found) throw notFound('case', id);
    if (!found.advanceTime || found.advanceTime > context.now) break;
    if (found.state === CaseState.CASE_STATE_NEW) await dispatchCase(deps, found, context);
    else {
      const decide = (current: CaseDoc) => dueChange(id, current, settings, deps.surveyKey, context.now);
      await deps.cases.store.changeFrom(found, decide, context);
    }
  }
  await applyCase(deps, id, context);
  return (await deps.cases.store.find(id)) as CaseDoc;
}

/** The next thing that is due of a case that somebody has. */
function dueChange(id: string, found: CaseDoc, settings: CaseSettings, key: Buffer, now: Date): Change<Case> | null {
  const due = (time: Date | undefined) => time !== undefined && time <= now;
  if (due(found.waiting?.until)) return continueCase(id, found, 'time', found.waiting?.until ?? now);
  if (due(found.surveyReminderTime)) {
    const path = surveyPath(id, found.cycle, found.resolveTime ?? now, key);
    return remindOfSurvey(id, found, path);
  }
  if (due(found.objectionEnd)) return closeCase(id, found, 'silence', settings.reopeningMs, now);
  if (due(found.reopenUntil)) return endReopening(found);
  return null;
}
