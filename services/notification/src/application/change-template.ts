import { type AggregateDoc, AppError, type CommandCall, type NewEvent, staleEtag } from '@fairlead/service-kit';
import type { MailText } from '../domain/catalogue';
import { type MessageTemplate, type TemplateKey, templateId } from '../domain/message-template';
import type { TemplateRepository } from '../repository/template-repository';

/** Etag of a text that was never changed. */
export const UNCHANGED_ETAG = '0';

/** Puts an own text in the place of the built-in one. ABORTED when the etag is stale. */
export function updateTemplate<R>(
  templates: TemplateRepository,
  key: TemplateKey,
  text: MailText,
  etag: string,
  call: CommandCall<MessageTemplate, R>,
): Promise<R> {
  return write(templates, key, { ...text, overridden: true }, etag, call);
}

/** Goes back to the built-in text, which the record then repeats nowhere. ABORTED when the etag is stale. */
export function resetTemplate<R>(
  templates: TemplateRepository,
  key: TemplateKey,
  etag: string,
  call: CommandCall<MessageTemplate, R>,
): Promise<R> {
  return write(templates, key, { subject: '', body: '', overridden: false }, etag, call);
}

async function write<R>(
  { store }: TemplateRepository,
  key: TemplateKey,
  content: Pick<MessageTemplate, 'subject' | 'body' | 'overridden'>,
  etag: string,
  { context, command, reply }: CommandCall<MessageTemplate, R>,
): Promise<R> {
  const id = templateId(key);
  const { actor: updatedBy } = context;
  if (etag === UNCHANGED_ETAG && !(await store.find(id))) {
    const first: MessageTemplate = { ...key, ...content, version: 1, updatedBy };
    try {
      return (await store.create(id, first, [updated(first)], context, command, reply)).reply;
    } catch (error) {
      if (error instanceof AppError && error.code === 'ALREADY_EXISTS') throw staleEtag();
      throw error;
    }
  }
  const decide = (doc: AggregateDoc<MessageTemplate>) => {
    if (String(doc.revision) !== etag) throw staleEtag();
    const set = { ...content, version: doc.version + 1, updatedBy };
    return { set, events: [updated({ ...doc, ...set })] };
  };
  return (await store.change(id, decide, context, command, reply)).reply;
}

const updated = ({ kind, channel, locale, version, overridden }: MessageTemplate): NewEvent => ({
  type: 'crm.notification.message_template.updated.v1',
  subject: templateId({ kind, channel, locale }),
  data: { kind, channel, locale, version, overridden },
});
