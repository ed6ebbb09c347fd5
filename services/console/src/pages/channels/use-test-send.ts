import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../api/deliveries';
import { readDelivery } from '../../api/deliveries';
import { sendSurely } from '../../api/sure';
import { useFailure } from '../../components/use-failure';

const LOOKS = 20;
const PAUSE_MS = 500;

/** Whether it is known what became of it: taken, given up, or tried once. */
const isSettled = ({ state, attempts }: Delivery) => state !== 'DELIVERY_STATE_QUEUED' || attempts.length > 0;

/** Sends a test and tells what became of it. */
export function useTestSend() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const fail = useFailure();
  return useMutation({
    mutationFn: async (send: (requestId: string) => Promise<Delivery>) => {
      let delivery = await sendSurely(send);
      for (let look = 0; look < LOOKS && !isSettled(delivery); look += 1) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        delivery = await readDelivery(delivery.id);
      }
      return delivery;
    },
    onSuccess: (delivery) => {
      if (!isSettled(delivery)) void message.info(t('channels.testing'));
      else if (delivery.state === 'DELIVERY_STATE_SENT') void message.success(t('channels.tested.sent'));
      else void message.error(t('channels.tested.failed', { reason: reasonOf(delivery) }));
    },
    onError: fail,
  });

  function reasonOf({ reason, attempts }: Delivery): string {
    const words = attempts.at(-1)?.error ?? '';
    return [reason && t(`delivery.reason.${reason}`, { defaultValue: reason }), words].filter(Boolean).join(', ');
  }
}
