import { useEffect, useRef } from 'react';
import { moved, type RuleDraft } from '../../lib/rule-draft';

/** Moves rules up and down; what had the focus has it again afterwards, or what can have it in its place. */
export function useMoving(
  rules: RuleDraft[],
  onMoved: (rules: RuleDraft[], id: string, place: number) => void,
): { move(index: number, step: 1 | -1): void } {
  const focused = useRef<HTMLElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rules have come to another order.
  useEffect(() => {
    const element = focused.current;
    focused.current = null;
    if (!element?.isConnected) return;
    const disabled = element instanceof HTMLButtonElement && element.disabled;
    const other = disabled ? element.parentElement?.querySelector<HTMLElement>('button:enabled') : element;
    other?.focus();
  }, [rules]);
  return {
    move: (index, step) => {
      const next = moved(rules, index, index + step);
      if (next === rules) return;
      focused.current = document.activeElement as HTMLElement | null;
      onMoved(next, rules[index]?.id ?? '', index + step);
    },
  };
}
