import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '../../api/channels';
import { type MessageTemplate, useTemplates } from '../../api/templates';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { useFilter } from '../../components/use-filter';
import { LANGUAGES } from '../../i18n';
import { kindName } from '../../lib/kind-name';
import { TEMPLATE_CHANNELS } from '../../lib/vocabulary';
import { TemplateEditor } from './template-editor';

/** What messages say on a channel in a language; an admin puts own texts in the place of the built-in ones. */
export function Texts() {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const [{ channel: chosen, locale: wanted }, change] = useFilter(['channel', 'locale'] as const);
  const channel = chosen || (TEMPLATE_CHANNELS[0] as string);
  const locale = wanted || i18n.language;
  const list = useTemplates(channel, locale);
  const channels = useChannels();
  const [edited, setEdited] = useState<MessageTemplate>();
  const keeps = user.roles.includes('admin');
  const columns: Column<MessageTemplate>[] = [
    { id: 'kind', title: t('delivery.kind'), cell: ({ kind }) => kindName(t, kind) },
    { id: 'body', title: t('channels.texts.body'), cell: ({ body }) => body },
    {
      id: 'state',
      title: t('channels.state'),
      cell: ({ overridden, version }) =>
        overridden
          ? `${t('channels.texts.own')}, ${t('channels.texts.version', { version })}`
          : t('channels.texts.builtIn'),
    },
  ];
  const edit: Column<MessageTemplate> = {
    id: 'edit',
    title: t('channels.actions'),
    cell: (template) => (
      <Button
        size="small"
        data-row
        onClick={() => setEdited(template)}
        aria-label={t('channels.editOf', { name: kindName(t, template.kind) })}
      >
        {t('channels.edit')}
      </Button>
    ),
  };
  const choose = (part: { channel?: string; locale?: string }) => {
    setEdited(undefined);
    change(part);
  };
  return (
    <>
      <div className="filters">
        <Choice
          label={t('delivery.channel')}
          value={channel}
          options={TEMPLATE_CHANNELS.map((id) => [id, t(`deliveryChannel.${id}`)])}
          onChange={(next) => choose({ channel: next })}
        />
        <Choice
          label={t('app.language')}
          value={locale}
          options={Object.entries(LANGUAGES)}
          onChange={(next) => choose({ locale: next })}
        />
      </div>
      {channels.data && !channels.data.configured.includes(channel) && (
        <p className="quiet">{t('channels.off', { channel: t(`deliveryChannel.${channel}`) })}</p>
      )}
      {edited && (
        <TemplateEditor
          key={`${edited.kind}:${edited.channel}:${edited.locale}`}
          template={edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ListState
        list={list}
        isEmpty={({ templates }) => templates.length === 0}
        empty={[t('channels.texts.none'), t('channels.texts.noneHint')]}
      >
        {({ templates }) => (
          <DataTable
            label={t('channels.texts.title')}
            columns={keeps ? [...columns, edit] : columns}
            rows={templates}
            idOf={({ kind }) => kind}
            nameOf={({ kind }) => kindName(t, kind)}
          />
        )}
      </ListState>
    </>
  );
}
