import { useTranslation } from 'react-i18next';
import { changeStage } from '../../api/commands';
import type { Customer } from '../../api/types';
import { STAGES } from '../../lib/vocabulary';
import { useCustomerCommand } from './use-customer-command';

/** The sales stage, to be changed in place. */
export function StageSelect({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const change = useCustomerCommand(
    customer.id,
    (stage: string) => changeStage(customer.id, stage),
    () => t('customer.stageChanged'),
  );
  return (
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
  );
}
