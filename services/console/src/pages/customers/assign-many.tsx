import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ask } from '../../components/ask';
import { RepSelect } from '../../components/rep-select';

interface Props {
  count: number;
  onOk(repId: string): void;
  onClose(): void;
}

/** Who gets the selected customers. */
export function AssignMany({ count, onOk, onClose }: Props) {
  const { t } = useTranslation();
  const [repId, setRepId] = useState('');
  return (
    <Ask title={t('bulk.assign')} ready={repId !== ''} onOk={() => onOk(repId)} onClose={onClose}>
      <p>{t('bulk.assignHint', { count })}</p>
      <RepSelect value={repId} onChange={setRepId} />
    </Ask>
  );
}
