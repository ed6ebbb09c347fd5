import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandHandover, type Handover, type HandoverVerb, rejectHandover } from '../../api/handovers';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { useFailure } from '../../components/use-failure';
import { actionsOf } from '../../lib/handover';

interface Props {
  handover: Handover;
  /** The leaver. */
  name: string;
  onEdit(): void;
}

const MAIN = ['submit', 'approve', 'acknowledge'];
const QUESTIONS = ['approve', 'cancel', 'undo', 'reject'] as const;
type Question = (typeof QUESTIONS)[number];

/** What leads a handover on, as its state and the person's part in it allow. */
export function HandoverActions({ handover, name, onEdit }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [asked, setAsked] = useState<Question>();
  const [reason, setReason] = useState('');
  const run = useCommand(handover, () => setAsked(undefined));
  const press = (action: ReturnType<typeof actionsOf>[number]) => {
    if (action === 'edit') onEdit();
    else if ((QUESTIONS as readonly string[]).includes(action)) setAsked(action as Question);
    else run.mutate({ verb: action });
  };
  const actions = actionsOf(handover, user, Date.now());
  if (actions.length === 0) return null;
  return (
    <div className="customer-actions">
      {actions.map((action) => (
        <Button
          key={action}
          type={MAIN.includes(action) ? 'primary' : 'default'}
          loading={run.isPending && run.variables?.verb === action}
          onClick={() => press(action)}
        >
          {t(`handover.${action}`)}
        </Button>
      ))}
      {asked && (
        <Ask
          title={t(`handover.${asked}`)}
          // A command before it, whose list is still read anew, keeps nobody waiting.
          busy={run.isPending && run.variables?.verb === asked}
          ready={asked !== 'reject' || reason.trim() !== ''}
          onClose={() => setAsked(undefined)}
          onOk={() => run.mutate({ verb: asked, reason: reason.trim() })}
        >
          <p>{t(`handover.${asked}Ask`, { name })}</p>
          {asked === 'reject' && (
            <label className="stacked">
              <span>{t('handover.rejectReason')}</span>
              <textarea className="field" rows={3} value={reason} onChange={({ target }) => setReason(target.value)} />
            </label>
          )}
        </Ask>
      )}
    </div>
  );
}

interface Run {
  verb: HandoverVerb | 'reject';
  reason?: string;
}

/** A command, sent as the same one until its answer is certain. */
function useCommand({ id }: Handover, onDone: () => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  return useMutation({
    mutationFn: ({ verb, reason = '' }: Run) =>
      sendSurely((requestId) =>
        verb === 'reject' ? rejectHandover(id, reason, requestId) : commandHandover(id, verb, requestId),
      ),
    onSuccess: (_, { verb }) => {
      void message.success(t(`handover.done.${verb}`));
      onDone();
    },
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
}
