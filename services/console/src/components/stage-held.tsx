import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeStage } from '../api/commands';
import { useStageGuide } from '../api/playbook';
import { sendSurely } from '../api/sure';
import type { Customer } from '../api/types';
import { useSession } from '../app/session';
import { missingTexts } from '../lib/stage-words';
import { Ask } from './ask';
import { LoadingRows } from './loading-rows';
import { useFailure } from './use-failure';

interface Props {
  customer: Pick<Customer, 'id' | 'displayName'>;
  /** Stage that was refused. */
  target: string;
  /** It was moved all the same. */
  onMoved(): void;
  onClose(): void;
}

/** Why a customer may not enter a stage yet; a manager may move it all the same and says why. */
export function StageHeld({ customer, target, onMoved, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { isManager } = useSession();
  const guide = useStageGuide(customer.id, target);
  const fail = useFailure();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const move = async () => {
    setBusy(true);
    try {
      await sendSurely((requestId) => changeStage(customer.id, target, { requestId }, reason.trim()));
      void message.success(t('customer.stageChanged'));
      onMoved();
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  const missing = guide.data ? missingTexts(guide.data, i18n.language) : [];
  return (
    <Ask
      title={t('playbook.notYet')}
      okText={t(isManager ? 'playbook.moveAnyway' : 'playbook.understood')}
      busy={busy}
      ready={!isManager || reason.trim() !== ''}
      onOk={isManager ? () => void move() : onClose}
      onClose={onClose}
    >
      <p>{t('playbook.held', { name: customer.displayName, stage: t(`stage.${target}`) })}</p>
      {guide.isPending ? (
        <LoadingRows rows={2} />
      ) : (
        <ul>
          {missing.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {isManager ? (
        <label className="stacked">
          <span>{t('playbook.reason')}</span>
          <textarea
            className="field"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={({ target: { value } }) => setReason(value)}
          />
        </label>
      ) : (
        <p className="quiet">{t('playbook.askManager')}</p>
      )}
    </Ask>
  );
}
