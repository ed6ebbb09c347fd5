import { useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** State of a navigation that only gives the page in front of the person another address. */
export const SAME_PAGE = { samePage: true };

/** After going to another page the focus is at its heading (or at `main` until it is there), the page at its top. */
export function usePageFocus(): void {
  const { pathname, state } = useLocation();
  const isReplaced = useNavigationType() === 'REPLACE';
  const isSamePage = isReplaced && Boolean((state as Partial<typeof SAME_PAGE> | null)?.samePage);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (isSamePage) return;
    window.scrollTo(0, 0);
    const main = document.getElementById('main');
    (main?.querySelector<HTMLElement>('h1') ?? main)?.focus({ preventScroll: true });
  }, [pathname, isSamePage]);
}
