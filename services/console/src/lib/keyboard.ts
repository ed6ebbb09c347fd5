/** Whether a key belongs to a text somebody is typing. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The row to go to: the next or previous one, staying at the ends; the first when none has the focus. */
export function nextRow(rows: number, current: number, step: 1 | -1): number {
  if (rows === 0) return -1;
  if (current === -1) return step === 1 ? 0 : rows - 1;
  return Math.min(rows - 1, Math.max(0, current + step));
}

const STEPS: Record<string, 1 | -1> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export const stepOf = (key: string): 1 | -1 | undefined => STEPS[key];
