import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNEL_QUERIES } from '../../api/channels';
import type { Delivery } from '../../api/deliveries';
import { sendSurely } from '../../api/sure';
import { useFailure } from '../../components/use-failure';
import { useTestSend } from './use-test-send';

interface Props {
  name: string;
  active: boolean;
  onEdit(): void;
  test(requestId: string): Promise<Delivery>;
  setActive(active: boolean, requestId: string): Promise<unknown>;
  children?: ReactNode;
}

/** What an admin does with an endpoint or robot. */
export function TargetActions({ name, active, onEdit, test, setActive, children }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const fail = useFailure();
  const send = useTestSend();
  const turn = useMutation({
    mutationFn: () => sendSurely((requestId) => setActive(!active, requestId)),
    onError: fail,
    onSettled: () => queries.invalidateQueries(CHANNEL_QUERIES),
  });
  return (
    <span className="row-actions">
      <Button size="small" data-row onClick={onEdit} aria-label={t('channels.editOf', { name })}>
        {t('channels.edit')}
      </Button>
      <Button
        size="small"
        disabled={!active}
        loading={send.isPending}
        onClick={() => send.mutate(test)}
        aria-label={t('channels.testOf', { name })}
      >
        {t('channels.test')}
      </Button>
      {children}
      <Button size="small" loading={turn.isPending} onClick={() => turn.mutate()}>
        {t(active ? 'channels.switchOff' : 'channels.switchOn')}
      </Button>
    </span>
  );
}

/** Whether anything is sent there, and why not. */
export function TargetState({ active, reason }: { active: boolean; reason: string }) {
  const { t } = useTranslation();
  return (
    <>
      {t(active ? 'channels.active' : 'channels.inactive')}
      {reason && <span className="quiet small mail-notes">{t(`channels.reason.${reason}`)}</span>}
    </>
  );
}
