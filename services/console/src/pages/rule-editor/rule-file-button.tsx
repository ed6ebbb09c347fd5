import { App, Button } from 'antd';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewRuleSet } from '../../api/rules';
import { MAX_FILE_BYTES, readRuleFile } from '../../lib/rule-file';

/** Takes rules over from a file that was saved before. */
export function RuleFileButton({ onRead }: { onRead(rules: NewRuleSet): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = '';
    if (!file) return;
    const found = file.size <= MAX_FILE_BYTES ? readRuleFile(await file.text()) : undefined;
    if (!found) return void message.error(t('rules.badFile'));
    onRead(found);
    void message.success(t('rules.taken', { count: found.rules.length }));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('rules.fromFile')}
        onChange={(event) => void read(event)}
      />
      <Button onClick={() => input.current?.click()}>{t('rules.fromFile')}</Button>
    </>
  );
}
