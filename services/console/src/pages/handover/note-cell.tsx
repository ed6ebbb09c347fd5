import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HandoverItem, writeHandoverNote } from '../../api/handovers';
import { sendSurely } from '../../api/sure';
import { Ask } from '../../components/ask';
import { FormFault } from '../../components/form-fault';

interface Props {
  handoverId: string;
  item: HandoverItem;
  /** Name of the customer. */
  name: string;
  editable?: boolean;
}

/** What was promised to a customer and where negotiations stand, for the receiver. */
export function NoteCell({ handoverId, item, name, editable = false }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const { specialPromises = '', negotiationState = '' } = item.note ?? {};
  const texts = [
    specialPromises && t('handover.promises', { text: specialPromises }),
    negotiationState && t('handover.negotiation', { text: negotiationState }),
  ].filter(Boolean);
  return (
    <>
      {texts.map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
      {texts.length === 0 && !editable && '–'}
      {editable && (
        <Button size="small" onClick={() => setAsked(true)} aria-label={t('handover.noteOn', { name })}>
          {t('handover.writeNote')}
        </Button>
      )}
      {asked && <NoteForm handoverId={handoverId} item={item} name={name} onClose={() => setAsked(false)} />}
    </>
  );
}

function NoteForm({ handoverId, item, name, onClose }: Props & { onClose(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [note, setNote] = useState({
    specialPromises: item.note?.specialPromises ?? '',
    negotiationState: item.note?.negotiationState ?? '',
  });
  const save = useMutation({
    mutationFn: () =>
      sendSurely((requestId) => writeHandoverNote(handoverId, { leadId: item.leadId, ...note }, requestId)),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const field = (key: keyof typeof note) => (
    <label className="stacked">
      <span>{t(`handover.${key}`)}</span>
      <textarea
        className="field"
        rows={3}
        value={note[key]}
        onChange={({ target }) => setNote({ ...note, [key]: target.value })}
      />
    </label>
  );
  return (
    <Ask title={t('handover.noteOn', { name })} busy={save.isPending} onOk={() => save.mutate()} onClose={onClose}>
      {field('specialPromises')}
      {field('negotiationState')}
      <FormFault error={save.error} />
    </Ask>
  );
}
