import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ExpressionFault } from '../../components/expression-fault';
import type { Condition } from '../../lib/rule-condition';

interface Props<P> {
  legend: string;
  /** What no condition at all means. */
  none: string;
  /** What an expression may name. */
  names: readonly string[];
  condition: Condition<P>;
  fault?: string;
  textOf(condition: Condition<P>): string;
  read(text: string): P[] | undefined;
  fresh(): P;
  onChange(condition: Condition<P>): void;
  /** The fields of a part. */
  children(part: P, index: number, change: (part: P) => void): ReactNode;
}

/** Conditions that must all hold, one by one; or an expression for what cannot be chosen. */
export function ConditionBox<P>(props: Props<P>) {
  const { legend, none, condition, fault, textOf, fresh, onChange, children } = props;
  const { t } = useTranslation();
  const { parts, text } = condition;
  if (parts === null) return <Expression {...props} />;
  const put = (next: P[]) => onChange({ parts: next, text });
  return (
    <fieldset className="rule-group">
      <legend>{legend}</legend>
      {parts.length === 0 && <p className="quiet">{none}</p>}
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place.
        <fieldset key={index} className="condition">
          <legend className="visually-hidden">{t('rules.condition', { number: index + 1 })}</legend>
          {children(part, index, (next) => put(parts.with(index, next)))}
          <Button
            size="small"
            aria-label={t('rules.dropCondition', { number: index + 1 })}
            onClick={() => put(parts.toSpliced(index, 1))}
          >
            ✕
          </Button>
        </fieldset>
      ))}
      {fault && <ExpressionFault text={textOf(condition)} fault={fault} />}
      <div className="form-foot">
        <Button size="small" onClick={() => put([...parts, fresh()])}>
          {t('rules.addCondition')}
        </Button>
        <Button size="small" type="text" onClick={() => onChange({ parts: null, text: textOf(condition) })}>
          {t('rules.asText')}
        </Button>
      </div>
    </fieldset>
  );
}

function Expression<P>({ legend, names, condition: { text }, fault, read, onChange }: Props<P>) {
  const { t } = useTranslation();
  const id = useId();
  const parts = read(text);
  return (
    <fieldset className="rule-group">
      <legend>{legend}</legend>
      <label className="stacked" htmlFor={id}>
        <span>{t('rules.expression')}</span>
      </label>
      <textarea
        id={id}
        className="field expression"
        rows={3}
        spellCheck={false}
        aria-invalid={fault !== undefined}
        value={text}
        onChange={({ target }) => onChange({ parts: null, text: target.value })}
      />
      {fault && <ExpressionFault text={text} fault={fault} />}
      {parts ? (
        <Button size="small" onClick={() => onChange({ parts, text })}>
          {t('rules.asParts')}
        </Button>
      ) : (
        text.trim() !== '' && <p className="quiet small">{t('rules.notReadable')}</p>
      )}
      <p className="quiet small">{t('rules.names', { names: names.join(', ') })}</p>
    </fieldset>
  );
}
