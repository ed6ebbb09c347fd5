import { useSyncExternalStore } from 'react';

const asked = window.matchMedia('(prefers-reduced-motion: reduce)');

const follow = (changed: () => void): (() => void) => {
  asked.addEventListener('change', changed);
  return () => asked.removeEventListener('change', changed);
};

/** Whether the person's system asks for pages without animations. */
export const useReducedMotion = (): boolean => useSyncExternalStore(follow, () => asked.matches);
