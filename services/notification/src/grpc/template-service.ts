import { notification as proto } from '@fairlead/proto';
import { type CallerContext, commandCall, type MethodAccess, type Reply, type Role } from '@fairlead/service-kit';
import { resetTemplate, UNCHANGED_ETAG, updateTemplate } from '../application/change-template';
import { KINDS } from '../domain/catalogue';
import {
  builtInText,
  type MessageTemplate,
  requiredVariables,
  sampleValues,
  TEMPLATE_CHANNELS,
  type TemplateKey,
  templateId,
  textFaults,
  variablesOf,
} from '../domain/message-template';
import { LOCALES } from '../domain/preferences';
import { previewText } from '../domain/preview-text';
import { smsSegments } from '../domain/sms-text';
import type { TemplateDoc, TemplateRepository } from '../repository/template-repository';
import { checkFilter, parseKey, parsePreview, parseReset, parseTemplateUpdate } from './template-requests';

const READERS: Role[] = ['operator', 'admin'];

export const TEMPLATE_ACCESS: MethodAccess = {
  ListTemplates: READERS,
  GetTemplate: READERS,
  UpdateTemplate: ['admin'],
  ResetTemplate: ['admin'],
  PreviewTemplate: READERS,
};

/** What a preview shows besides the text. */
export interface PreviewSurroundings {
  consoleUrl: string;
  maxSmsText: number;
  signName: string;
}

/** A text as it stands: the own one, or the built-in one. */
function toTemplate(key: TemplateKey, doc: TemplateDoc | undefined): proto.MessageTemplate {
  const { subject, body } = doc?.overridden ? doc : builtInText(key);
  return {
    name: `messageTemplates/${templateId(key)}`,
    ...key,
    etag: doc ? String(doc.revision) : UNCHANGED_ETAG,
    subject,
    body,
    version: doc?.version ?? 0,
    overridden: doc?.overridden ?? false,
    variables: variablesOf(key.kind),
    requiredVariables: requiredVariables(key),
    updateTime: doc?.updateTime,
    updatedBy: doc?.updatedBy ?? '',
  };
}

const REPLY: Reply<MessageTemplate, proto.MessageTemplate> = {
  codec: proto.MessageTemplate,
  of: (doc) => toTemplate(doc, doc),
};

/** gRPC edge of the texts of messages. */
export class TemplateGrpc implements proto.TemplateServiceImplementation<CallerContext> {
  constructor(
    private readonly templates: TemplateRepository,
    private readonly surroundings: PreviewSurroundings,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async listTemplates(request: proto.ListTemplatesRequest): Promise<proto.ListTemplatesResponse> {
    checkFilter(request);
    const own = await this.templates.all();
    const keys = KINDS.flatMap((kind) =>
      TEMPLATE_CHANNELS.flatMap((channel) => LOCALES.map((locale) => ({ kind, channel, locale }))),
    ).filter(
      ({ channel, locale }) =>
        (request.channel === '' || request.channel === channel) && (request.locale === '' || request.locale === locale),
    );
    return { templates: keys.map((key) => toTemplate(key, own.get(templateId(key)))) };
  }

  async getTemplate(request: proto.GetTemplateRequest): Promise<proto.MessageTemplate> {
    const key = parseKey(request);
    return toTemplate(key, (await this.templates.store.find(templateId(key))) ?? undefined);
  }

  async updateTemplate(request: proto.UpdateTemplateRequest, context: CallerContext): Promise<proto.MessageTemplate> {
    const { key, text, etag } = parseTemplateUpdate(request);
    const call = commandCall(context, 'UpdateTemplate', proto.UpdateTemplateRequest, request, REPLY, this.clock());
    return updateTemplate(this.templates, key, text, etag, call);
  }

  async resetTemplate(request: proto.ResetTemplateRequest, context: CallerContext): Promise<proto.MessageTemplate> {
    const { key, etag } = parseReset(request);
    const call = commandCall(context, 'ResetTemplate', proto.ResetTemplateRequest, request, REPLY, this.clock());
    return resetTemplate(this.templates, key, etag, call);
  }

  async previewTemplate(request: proto.PreviewTemplateRequest): Promise<proto.PreviewTemplateResponse> {
    const { key, text, values } = parsePreview(request);
    const { signName, maxSmsText } = this.surroundings;
    const shown = previewText(key, text, { ...sampleValues(key), ...values }, this.surroundings);
    const sms = key.channel === 'sms';
    return {
      ...shown,
      characters: [...shown.text].length,
      segments: sms ? smsSegments(shown.text, signName) : 0,
      maxCharacters: sms ? maxSmsText : 0,
      faults: textFaults(key, text),
    };
  }
}
