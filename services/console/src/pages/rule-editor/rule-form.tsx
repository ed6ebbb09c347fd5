import { useTranslation } from 'react-i18next';
import type { Team } from '../../api/types';
import { Field } from '../../components/field';
import { BALANCES, PRIORITIES, type RuleDraft } from '../../lib/rule-draft';
import { WAIT_UNITS } from '../../lib/wait';
import { LeadCondition } from './lead-condition';
import { RepCondition } from './rep-condition';
import { TeamSelect } from './team-select';
import { TeamTicks } from './team-ticks';

export interface RuleFormProps {
  rule: RuleDraft;
  /** By field. */
  faults: Record<string, string>;
  fallbackTeamId: string;
  teams: Team[];
  teamNames: Record<string, string>;
  onChange(part: Partial<RuleDraft>): void;
}

/** Everything that one rule says. */
export function RuleForm({ rule, faults, teams, teamNames, onChange }: RuleFormProps) {
  const { t } = useTranslation();
  // Seconds are offered only where a rule has them already.
  const units = WAIT_UNITS.filter((unit) => unit !== 'seconds' || rule.waitUnit === 'seconds');
  return (
    <div className="rule-form">
      <Field label={t('rules.id')} fault={faults.id}>
        <input className="field" value={rule.id} onChange={({ target }) => onChange({ id: target.value })} />
      </Field>
      <LeadCondition condition={rule.lead} faults={faults} onChange={(lead) => onChange({ lead })} />
      <TeamTicks
        chosen={rule.teamIds}
        teams={teams}
        teamNames={teamNames}
        fault={faults.teamIds}
        onChange={(teamIds) => onChange({ teamIds })}
      />
      <RepCondition condition={rule.rep} faults={faults} onChange={(rep) => onChange({ rep })} />
      <fieldset className="ticks rule-group">
        <legend>{t('rules.balance')}</legend>
        {BALANCES.map((balance) => (
          <label key={balance}>
            <input
              type="radio"
              name={`balance-${rule.key}`}
              checked={rule.balance === balance}
              onChange={() => onChange({ balance })}
            />
            <span>
              <strong>{t(`balance.${balance}`)}</strong>
              <span className="quiet rule-hint">{t(`balanceSays.${balance}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p>
        <label>
          <input
            type="checkbox"
            checked={rule.workingHoursOnly}
            onChange={({ target }) => onChange({ workingHoursOnly: target.checked })}
          />{' '}
          {t('rules.workingHoursOnly')}
        </label>
      </p>
      <div className="edit-fields">
        <div>
          <Field label={t('rules.wait')} fault={faults.waitSeconds}>
            <input
              className="field"
              inputMode="numeric"
              value={rule.wait}
              placeholder={t('rules.waitHint')}
              onChange={({ target }) => onChange({ wait: target.value })}
            />
          </Field>
        </div>
        <Field label={t('rules.waitUnit')}>
          <select
            className="field"
            value={rule.waitUnit}
            onChange={({ target }) => onChange({ waitUnit: target.value })}
          >
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {t(`waitUnit.${unit}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('rules.priority')} fault={faults.priority}>
          <select
            className="field"
            value={rule.priority}
            onChange={({ target }) => onChange({ priority: target.value })}
          >
            {PRIORITIES.map((priority) => (
              <option key={priority} value={priority}>
                {priority}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('rules.overflow')} fault={faults.overflowTeamId}>
          <TeamSelect
            value={rule.overflowTeamId}
            any={t('rules.overflowDefault')}
            teams={teams}
            teamNames={teamNames}
            onChange={(overflowTeamId) => onChange({ overflowTeamId })}
          />
        </Field>
      </div>
    </div>
  );
}
