import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeStage } from '../../api/commands';
import { type CustomerFilter, columnKey } from '../../api/lists';
import { sendSurely } from '../../api/sure';
import type { Customer } from '../../api/types';
import { StageHeld } from '../../components/stage-held';
import { useFailure } from '../../components/use-failure';
import { type ColumnData, withCard, withoutCard } from '../../lib/board';
import { isHeldBack } from '../../lib/stage-words';

const SHOWN_S = 8;

/** Moves cards between columns at once, and back when the server refuses; what was moved can be undone. */
export function useMove(filterOf: (stage: string) => CustomerFilter) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  const [said, say] = useState('');
  const [heldBack, setHeldBack] = useState<{ card: Customer; to: string }>();
  const keyOf = (stage: string) => columnKey(filterOf(stage));
  const put = (card: Customer, from: string, to: string) => {
    queries.setQueryData<ColumnData>(keyOf(from), (column) => withoutCard(column, card.id));
    queries.setQueryData<ColumnData>(keyOf(to), (column) => withCard(column, { ...card, stage: to }));
  };
  const move = async (card: Customer, to: string, isUndo = false): Promise<void> => {
    const from = card.stage;
    if (from === to) return;
    // A refresh under way would bring the card back for a moment.
    await Promise.all([from, to].map((stage) => queries.cancelQueries({ queryKey: keyOf(stage) })));
    put(card, from, to);
    try {
      const moved = await sendSurely((requestId) => changeStage(card.id, to, { etag: card.etag, requestId }));
      put(moved, to, to);
      const text = t('pipeline.moved', { name: card.displayName, stage: t(`stage.${to}`) });
      say(text);
      const undo = (
        <Button type="link" size="small" onClick={() => void move(moved, from, true)}>
          {t('app.undo')}
        </Button>
      );
      const content = (
        <>
          {text} {!isUndo && undo}
        </>
      );
      void message.success({ content, duration: SHOWN_S });
      void queries.invalidateQueries({ queryKey: ['customer', card.id] });
    } catch (error) {
      put(card, to, from);
      if (isHeldBack(error)) setHeldBack({ card, to });
      else fail(error);
    }
    for (const stage of [from, to]) void queries.invalidateQueries({ queryKey: keyOf(stage) });
  };
  const close = () => setHeldBack(undefined);
  const held = heldBack && (
    <StageHeld
      customer={heldBack.card}
      target={heldBack.to}
      onClose={close}
      onMoved={() => {
        close();
        for (const stage of [heldBack.card.stage, heldBack.to]) {
          void queries.invalidateQueries({ queryKey: keyOf(stage) });
        }
      }}
    />
  );
  return { move, said, held };
}
