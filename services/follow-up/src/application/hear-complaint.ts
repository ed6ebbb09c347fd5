import { followup as proto } from '@fairlead/proto';
import { derivedId, type WriteContext } from '@fairlead/service-kit';
import { openCase } from '../domain/case';
import { soundsLikeComplaint } from '../domain/complaint-words';
import type { FollowUpDoc } from '../repository/models';
import type { CaseDeps } from './case-deps';
import { applyCase } from './case-effects';

const MAX_SUBJECT = 80;

/** Id of the complaint that the words of a follow-up open: the same whoever makes it first. */
export const heardCaseId = (followUpId: string) => derivedId('heard-complaint', followUpId);

/** A follow-up that speaks of a complaint opens one, once. True when it was opened now. */
export async function hearComplaint(deps: CaseDeps, followUp: FollowUpDoc, context: WriteContext): Promise<boolean> {
  const id = heardCaseId(followUp._id);
  if (await deps.cases.store.find(id)) return false;
  const settings = await deps.caseSettings.current();
  // The settings came with the first start that knew of complaints: what was said before opens none now.
  const isOld = followUp.createTime < settings.createTime;
  if (isOld || !settings.detection || !soundsLikeComplaint(followUp.content, settings)) return false;
  const { customerId, content, ownerId, teamId, teamPath, ownershipRevision } = followUp;
  const copy = await deps.ownerships.find(customerId);
  const newer = copy && copy.revision > ownershipRevision ? copy : undefined;
  const { state, events } = openCase(
    id,
    {
      kind: proto.CaseKind.CASE_KIND_COMPLAINT,
      customerId,
      subjectLine: firstLine(content),
      description: content,
      channel: proto.CaseChannel.CASE_CHANNEL_FOLLOW_UP,
      priority: proto.CasePriority.CASE_PRIORITY_NORMAL,
      productRef: '',
      orderRef: '',
      skill: '',
      language: await languageOf(deps, customerId),
      requester: '',
      ownerId: newer?.ownerId ?? ownerId,
      customerTeamId: newer?.teamId ?? teamId,
      customerTeamPath: newer?.teamPath ?? teamPath,
      ownershipRevision: newer?.revision ?? ownershipRevision,
      followUpId: followUp._id,
    },
    context.now,
  );
  const { replayed } = await deps.cases.store.create(id, state, events, context);
  await applyCase(deps, id, context);
  return !replayed;
}

/** The customer's language. A complaint does not wait for it: while customer does not answer it is not known. */
async function languageOf({ customers, logger }: CaseDeps, customerId: string): Promise<string> {
  try {
    return (await customers.getCustomer({ customerId })).language;
  } catch (error) {
    logger.warn({ err: error, customerId }, 'a complaint is opened without the language of its customer');
    return '';
  }
}

function firstLine(content: string): string {
  const characters = [...(content.trim().split(/[\r\n]/)[0] ?? '')];
  return characters.length > MAX_SUBJECT ? `${characters.slice(0, MAX_SUBJECT - 1).join('')}…` : characters.join('');
}
