import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  /** Word on the button; the title when it is left out. */
  okText?: string;
  busy?: boolean;
  ready?: boolean;
  onOk(): void;
  onClose(): void;
  children?: ReactNode;
}

/** A question before something is done. */
export function Ask({ title, okText = title, busy = false, ready = true, onOk, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={title}
      onOk={onOk}
      onCancel={onClose}
      cancelText={t('app.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !ready }}
      okText={okText}
    >
      {children}
    </Modal>
  );
}
