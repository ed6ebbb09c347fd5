import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../api/types';
import { Ask } from '../../components/ask';
import { readTags, type TagChange } from '../../lib/tags';

interface Props {
  rows: Customer[];
  onOk(change: TagChange): void;
  onClose(): void;
}

/** Which tags the selected customers get and lose. */
export function TagMany({ rows, onOk, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [remove, setRemove] = useState<string[]>([]);
  const add = readTags(text);
  const present = [...new Set(rows.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
  const toggle = (tag: string, on: boolean) => setRemove(on ? [...remove, tag] : remove.filter((each) => each !== tag));
  return (
    <Ask
      title={t('bulk.tag')}
      ready={add.length + remove.length > 0}
      onOk={() => onOk({ add, remove })}
      onClose={onClose}
    >
      <label className="stacked">
        <span>{t('bulk.addTags')}</span>
        <input className="field" value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      {present.length > 0 && (
        <fieldset className="ticks">
          <legend>{t('bulk.removeTags')}</legend>
          {present.map((tag) => (
            <label key={tag}>
              <input
                type="checkbox"
                checked={remove.includes(tag)}
                onChange={({ target }) => toggle(tag, target.checked)}
              />
              <span>{tag}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Ask>
  );
}
