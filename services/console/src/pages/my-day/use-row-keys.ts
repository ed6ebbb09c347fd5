import { type RefObject, useEffect } from 'react';
import { isTyping, nextRow, stepOf } from '../../lib/keyboard';

/** j, k and the arrows go from row to row of all lists, c claims the one with the focus. */
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
      } else if (event.key === 'c') {
        document.activeElement?.closest('.row')?.querySelector<HTMLElement>('[data-claim]')?.click();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [page]);
}
