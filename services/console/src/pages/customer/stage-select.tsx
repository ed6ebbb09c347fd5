import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeStage } from '../../api/commands';
import type { Customer } from '../../api/types';
import { StageHeld } from '../../components/stage-held';
import { isHeldBack } from '../../lib/stage-words';
import { STAGES } from '../../lib/vocabulary';
import { useCustomerCommand } from './use-customer-command';

/** The sales stage, to be changed in place; what the playbook holds back is told with what is missing. */
export function StageSelect({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [held, setHeld] = useState('');
  const change = useCustomerCommand(
    customer.id,
    async (stage: string) => {
      try {
        await changeStage(customer.id, stage);
      } catch (error) {
        if (!isHeldBack(error)) throw error;
        setHeld(stage);
        return 'held';
      }
      return 'moved';
    },
    (outcome) => (outcome === 'moved' ? t('customer.stageChanged') : ''),
  );
  return (
    <>
      <label className="stage">
        <span>{t('customer.stage')}</span>
        <select
          className="field"
          value={change.isPending ? change.variables : customer.stage}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate(target.value)}
        >
          {STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {t(`stage.${stage}`)}
            </option>
          ))}
        </select>
      </label>
      {held !== '' && (
        <StageHeld
          customer={customer}
          target={held}
          onClose={() => setHeld('')}
          onMoved={() => {
            setHeld('');
            void queries.invalidateQueries({ queryKey: ['customer', customer.id] });
            void queries.invalidateQueries({ queryKey: ['lists'] });
          }}
        />
      )}
    </>
  );
}
