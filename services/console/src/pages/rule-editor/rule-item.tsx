import { Button } from 'antd';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { RuleSays } from '../../components/rule-says';
import { toRule } from '../../lib/rule-draft';
import { RuleForm, type RuleFormProps } from './rule-form';

interface Props extends RuleFormProps {
  number: number;
  count: number;
  open: boolean;
  onOpen(open: boolean): void;
  onMove(step: 1 | -1): void;
  /** Undefined where no more rules are allowed. */
  onDuplicate?: () => void;
  onDrop(): void;
}

const STEPS: Record<string, 1 | -1> = { ArrowUp: -1, ArrowDown: 1 };

/** A rule of the draft: read out, and its fields while it is open. */
export function RuleItem({ number, count, open, onOpen, onMove, onDuplicate, onDrop, ...form }: Props) {
  const { t } = useTranslation();
  const { rule, faults, fallbackTeamId, teamNames } = form;
  const id = useId();
  const faulty = Object.keys(faults).length > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey ? STEPS[event.key] : undefined;
    // In a list of choices the same keys open it.
    if (!step || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    onMove(step);
  };
  return (
    <li className={faulty ? 'panel rule-card rule-faulty' : 'panel rule-card'} onKeyDown={onKeyDown}>
      <div className="rule-head">
        <h2 id={id}>
          {t('rules.rule', { number, id: rule.id })}
          {faulty && <span className="rule-fault"> · {t('rules.faulty')}</span>}
        </h2>
        <div className="rule-tools">
          <Button
            size="small"
            disabled={number === 1}
            aria-label={t('rules.up', { number })}
            onClick={() => onMove(-1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={number === count}
            aria-label={t('rules.down', { number })}
            onClick={() => onMove(1)}
          >
            ↓
          </Button>
          <Button size="small" aria-expanded={open} onClick={() => onOpen(!open)}>
            {t(open ? 'rules.close' : 'rules.open', { number })}
          </Button>
          {onDuplicate && (
            <Button size="small" onClick={onDuplicate}>
              {t('rules.duplicate', { number })}
            </Button>
          )}
          <Button size="small" onClick={onDrop}>
            {t('rules.drop', { number })}
          </Button>
        </div>
      </div>
      <RuleSays rule={toRule(rule)} fallbackTeamId={fallbackTeamId} teamNames={teamNames} />
      {open && (
        <fieldset className="rule-fields" aria-labelledby={id}>
          <RuleForm {...form} />
        </fieldset>
      )}
    </li>
  );
}
