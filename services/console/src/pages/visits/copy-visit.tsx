import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitDraft } from '../../lib/visit-draft';
import { visitText } from '../../lib/visit-text';

/** Takes the text of a visit along: into the clipboard, or where there is none, into a field to copy it from. */
export function CopyVisit({ draft, size }: { draft: VisitDraft; size?: 'small' }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [shown, setShown] = useState(false);
  const text = visitText(draft, t);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(t('visits.copied'));
    } catch {
      setShown(true);
    }
  };
  return (
    <>
      <Button
        size={size}
        aria-label={t('visits.named', { action: t('visits.copy'), name: draft.customerName || t('visits.nameless') })}
        onClick={() => void copy()}
      >
        {t('visits.copy')}
      </Button>
      <Modal title={t('visits.copy')} open={shown} onCancel={() => setShown(false)} footer={null} destroyOnHidden>
        <textarea
          className="field"
          rows={10}
          readOnly
          aria-label={t('visits.copy')}
          value={text}
          onFocus={({ target }) => target.select()}
        />
      </Modal>
    </>
  );
}
