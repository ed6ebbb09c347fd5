import { z } from 'zod';
import { NO_BODY, type Route, route } from '../http/api-router';
import type { RouteDeps } from './deps';

const TEMPLATE = 'crm.notification.v1.MessageTemplate';
const PATH = '/message-templates/{kind}/{channel}/{locale}';

/** The texts of messages outside the console. */
export function templateRoutes({ clients: { templates } }: RouteDeps): Route[] {
  const tag = 'Message templates';
  return [
    route({
      method: 'get',
      path: '/message-templates',
      summary: 'Lists the texts of messages: each kind on each channel in each language.',
      tag,
      query: z.strictObject({ channel: z.string().default(''), locale: z.string().default('') }),
      answer: 'crm.notification.v1.ListTemplatesResponse',
      handle: ({ query, options }) => templates.listTemplates(query, options),
    }),
    route({
      method: 'get',
      path: PATH,
      summary: 'Reads a text.',
      tag,
      answer: TEMPLATE,
      handle: ({ params: { kind, channel, locale }, options }) =>
        templates.getTemplate({ kind, channel, locale }, options),
    }),
    route({
      method: 'patch',
      path: PATH,
      summary: 'Puts an own text in the place of the built-in one.',
      tag,
      body: z.strictObject({ subject: z.string().default(''), body: z.string() }),
      command: true,
      ifMatch: 'required',
      answer: TEMPLATE,
      handle: ({ params: { kind, channel, locale }, body, etag, requestId, options }) =>
        templates.updateTemplate({ template: { ...body, kind, channel, locale, etag }, requestId }, options),
    }),
    route({
      method: 'post',
      path: `${PATH}:reset`,
      summary: 'Goes back to the built-in text.',
      tag,
      body: NO_BODY,
      command: true,
      ifMatch: 'required',
      answer: TEMPLATE,
      handle: ({ params: { kind, channel, locale }, etag, requestId, options }) =>
        templates.resetTemplate({ kind, channel, locale, etag, requestId }, options),
    }),
    route({
      method: 'post',
      path: `${PATH}:preview`,
      summary: 'Shows what a text becomes, with sample or given values, and what keeps it from being saved.',
      tag,
      body: z.strictObject({
        subject: z.string().default(''),
        body: z.string(),
        values: z.record(z.string(), z.string()).default({}),
      }),
      answer: 'crm.notification.v1.PreviewTemplateResponse',
      handle: ({ params: { kind, channel, locale }, body, options }) =>
        templates.previewTemplate({ kind, channel, locale, ...body }, options),
    }),
  ];
}
