import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandOptions } from './commands';
import { query, request } from './http';

/** The text of a kind of message on a channel in a language. */
export interface MessageTemplate {
  kind: string;
  channel: string;
  locale: string;
  etag: string;
  subject: string;
  body: string;
  version: number;
  overridden: boolean;
  variables: string[];
  requiredVariables: string[];
  updateTime?: string;
}

/** What keeps a text from being saved. */
export interface TemplateFault {
  field: string;
  reason: string;
  variable: string;
  /** In characters from 0; -1 without a place. */
  position: number;
}

export interface TemplatePreview {
  subject: string;
  text: string;
  characters: number;
  segments: number;
  maxCharacters: number;
  faults: TemplateFault[];
}

const KEY = 'templates';
/** What shows texts has to be read again after a change. */
export const TEMPLATE_QUERIES = { queryKey: [KEY] };

export const useTemplates = (channel: string, locale: string) =>
  useQuery({
    queryKey: [KEY, 'list', channel, locale],
    queryFn: ({ signal }) =>
      request<{ templates: MessageTemplate[] }>('GET', `/message-templates${query({ channel, locale })}`, { signal }),
  });

const pathOf = ({ kind, channel, locale }: Pick<MessageTemplate, 'kind' | 'channel' | 'locale'>, verb = '') =>
  `/message-templates/${[kind, channel, locale].map(encodeURIComponent).join('/')}${verb}`;

/** What a text becomes with sample values, and its faults. */
export const useTemplatePreview = (template: MessageTemplate, subject: string, body: string) =>
  useQuery({
    queryKey: [KEY, 'preview', pathOf(template), subject, body],
    queryFn: ({ signal }) =>
      request<TemplatePreview>('POST', pathOf(template, ':preview'), { body: { subject, body }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const updateTemplate = (template: MessageTemplate, subject: string, body: string, options: CommandOptions) =>
  request<MessageTemplate>('PATCH', pathOf(template), { body: { subject, body }, ...options });
export const resetTemplate = (template: MessageTemplate, options: CommandOptions) =>
  request<MessageTemplate>('POST', pathOf(template, ':reset'), { body: {}, ...options });
