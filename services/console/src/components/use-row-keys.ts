import { type RefObject, useEffect } from 'react';
import { isTyping, nextRow, stepOf } from '../lib/keyboard';

/** What a key presses in the row that has the focus. */
const ROW_ACTIONS: Record<string, string> = { c: '[data-claim]', x: '[data-select]' };

/** j, k and the arrows go from row to row of all lists; c claims the one with the focus, x selects it. */
export function useRowKeys(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const root = page.current;
      if (!root || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = stepOf(event.key);
      if (step) {
        const rows = [...root.querySelectorAll<HTMLElement>('[data-row]')];
        const current = rows.indexOf(document.activeElement as HTMLElement);
        rows[nextRow(rows.length, current, step)]?.focus();
        event.preventDefault();
        return;
      }
      const action = ROW_ACTIONS[event.key];
      const row = action && document.activeElement?.closest('li, tr');
      if (row) row.querySelector<HTMLElement>(action)?.click();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [page]);
}
