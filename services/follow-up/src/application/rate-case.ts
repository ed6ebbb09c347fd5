import { notFound, type WriteContext } from '@fairlead/service-kit';
import { type GivenRating, rateCase } from '../domain/case-rating';
import { readSurveyToken, type SurveyLink } from '../domain/case-survey';
import type { CaseDoc } from '../repository/case-models';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';
import { supervisorOf } from './open-improvement';

/** What a link asks about. NOT_FOUND for one that is forged, has run out or is about nothing. */
export async function readSurvey(
  deps: CaseDeps,
  token: string,
  now: Date,
): Promise<{ link: SurveyLink; found: CaseDoc }> {
  const link = readSurveyToken(token, deps.surveyKey, now);
  const found = link && (await deps.cases.store.find(link.caseId));
  if (!link || !found || link.cycle > found.cycle || !found.resolveTime) throw notFound('survey', 'of this link');
  return { link, found };
}

/** Records the customer's answer, once a resolution. */
export async function rateByLink(
  deps: CaseDeps,
  token: string,
  given: Omit<GivenRating, 'cycle'>,
  context: WriteContext,
): Promise<{ link: SurveyLink; found: CaseDoc }> {
  const { link, found } = await readSurvey(deps, token, context.now);
  const { poorRating } = await deps.caseSettings.current();
  const supervisor = (await supervisorOf(deps, found))?.repId ?? '';
  const { doc } = await deps.cases.store.change(
    found._id,
    (current) => rateCase(current._id, current, { ...given, cycle: link.cycle }, poorRating, supervisor, context.now),
    context,
  );
  await applyCase(deps, doc._id, context);
  return { link, found: doc };
}
