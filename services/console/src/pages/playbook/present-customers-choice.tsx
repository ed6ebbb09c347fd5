import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PresentCustomers, StagePreview } from '../../api/playbook';

interface Props {
  preview: StagePreview;
  saving: boolean;
  onChoose(present: PresentCustomers): void;
  onClose(): void;
}

/** Customers stand in the stage already: do they get the new tasks too? */
export function PresentCustomersChoice({ preview, saving, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const choice = (present: PresentCustomers, text: string, type: 'primary' | 'default') => (
    <Button key={present} type={type} loading={saving} onClick={() => onChoose(present)}>
      {text}
    </Button>
  );
  return (
    <Modal
      open
      title={t('playbook.present')}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        choice('PRESENT_CUSTOMERS_LEAVE', t('playbook.presentLeave'), 'default'),
        choice('PRESENT_CUSTOMERS_TASKS', t('playbook.presentTasks', { count: preview.customerCount }), 'primary'),
      ]}
    >
      <p>{t('playbook.presentCounts', { count: preview.customerCount, items: preview.taskItems.join(', ') })}</p>
    </Modal>
  );
}
