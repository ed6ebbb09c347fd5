import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTyping } from '../lib/keyboard';

const KEYS: [keys: string, text: string][] = [
  ['j / k, ↓ / ↑', 'keys.move'],
  ['Enter', 'keys.enter'],
  ['c', 'keys.claim'],
  ['Ctrl + Enter', 'keys.send'],
  ['?', 'keys.this'],
];

/** The keys that work, by `?` or the button. */
export function ShortcutHelp() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button
        className="on-dark help"
        type="text"
        size="small"
        aria-label={t('keys.help')}
        onClick={() => setOpen(true)}
      >
        ?
      </Button>
      <Modal title={t('keys.title')} open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <dl className="keys">
          {KEYS.map(([keys, text]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}
