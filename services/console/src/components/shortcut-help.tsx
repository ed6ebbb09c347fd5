import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../app/navigation';
import { isTyping } from '../lib/keyboard';

const KEYS: [keys: string, text: string][] = [
  ['/, Ctrl + K', 'lookup.open'],
  ['j / k, ↓ / ↑', 'keys.move'],
  ['Enter', 'keys.enter'],
  ['c', 'keys.claim'],
  ['x', 'keys.select'],
  ['n', 'keys.newLead'],
  ['Ctrl + Enter', 'keys.send'],
  ['?', 'keys.this'],
];

/** The keys that work, by `?` or the button; with those that lead to the person's places. */
export function ShortcutHelp({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const goKeys = places.map(({ id, letter }) => [`g ${letter}`, t('keys.go', { place: t(`nav.${id}`) })] as const);
  const all = [...KEYS.map(([keys, text]) => [keys, t(text)] as const), ...goKeys];
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
          {all.map(([keys, text]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}
