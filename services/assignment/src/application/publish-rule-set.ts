import { AppError, type Change, type CommandCall, notFound, type WriteContext } from '@fairlead/service-kit';
import { type Publication, ruleSetId } from '../domain/rule-set';
import { PUBLICATION_ID, type RuleSetRepository } from '../repository/rule-set-repository';

/**
 * Puts a version in force: one pointer moves, so at most one is published at any moment. The version that gives way is
 * marked before the pointer moves, so that it still tells when it was in force; a former version may be published again.
 */
export async function publishRuleSet<R>(
  ruleSets: RuleSetRepository,
  version: number,
  call: CommandCall<Publication, R>,
): Promise<R> {
  if (!(await ruleSets.find(version))) throw notFound('rule set', String(version));
  const former = await ruleSets.publication();
  await markPublished(ruleSets, former, call.context);
  const { doc, reply } = await ruleSets.publications.change(
    PUBLICATION_ID,
    (publication): Change<Publication> => {
      // Written although nothing changes: else a late repetition would take the place of what was published since.
      if (publication.version === version) return { set: {}, events: [] };
      if (publication.version !== former.version) {
        throw new AppError(
          'ABORTED',
          'PUBLISHED_MEANWHILE',
          `Version ${publication.version} came into force meanwhile.`,
        );
      }
      return {
        set: { version, publishTime: call.context.now },
        events: [{ type: 'crm.assignment.rule_set.published.v1', subject: ruleSetId(version), data: { version } }],
      };
    },
    call.context,
    call.command,
    call.reply,
  );
  await markPublished(ruleSets, doc, call.context);
  return reply;
}

async function markPublished(
  ruleSets: RuleSetRepository,
  { version, publishTime }: Publication,
  context: WriteContext,
): Promise<void> {
  if (version === 0) return;
  await ruleSets.store.change(
    ruleSetId(version),
    (doc) => (doc.publishTime?.getTime() === publishTime?.getTime() ? null : { set: { publishTime }, events: [] }),
    context,
  );
}
