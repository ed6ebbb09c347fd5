import '../../styles/lookup.css';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTyping } from '../../lib/keyboard';
import { LookupBox } from './lookup-box';

/** Finds a customer from every page: by `/`, Ctrl + K or the button in the header. */
export function Lookup() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      const elsewhere = (event.target as Element).closest?.('[role="dialog"]');
      if (elsewhere || !(slash || ctrlK)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button
        className="on-dark lookup-button"
        type="text"
        size="small"
        aria-label={t('lookup.open')}
        aria-keyshortcuts="/ Control+K"
        onClick={() => setOpen(true)}
      >
        <Glass />
        <span className="lookup-word">{t('lookup.open')}</span>
        <kbd className="lookup-word">/</kbd>
      </Button>
      <Modal
        title={t('lookup.open')}
        open={open}
        onCancel={close}
        footer={null}
        width={640}
        style={{ top: 56 }}
        transitionName=""
        maskTransitionName=""
        destroyOnHidden
      >
        <LookupBox onLeave={close} />
      </Modal>
    </>
  );
}

const Glass = () => (
  <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="m15.5 15.5 5 5" strokeLinecap="round" />
  </svg>
);
