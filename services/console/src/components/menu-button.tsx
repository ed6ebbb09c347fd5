import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

interface Props {
  label: ReactNode;
  /** Name where the label says too little. */
  name?: string;
  size?: 'small';
  /** What opens; `close` gives the focus back to the button. */
  children(close: () => void): ReactNode;
}

const GAP = 4;
const EDGE = 8;

/** Below the button where there is room, else above; never beyond the edge of the window. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const [own, at] = [panel.getBoundingClientRect(), button.getBoundingClientRect()];
  const below = at.bottom + GAP;
  const top = below + own.height > window.innerHeight - EDGE ? at.top - own.height - GAP : below;
  panel.style.top = `${Math.max(EDGE, top)}px`;
  panel.style.left = `${Math.max(EDGE, Math.min(at.left, window.innerWidth - own.width - EDGE))}px`;
}

/** A button that opens a small panel beside it; Escape, scrolling, a click elsewhere or leaving it closes. */
export function MenuButton({ label, name, size, children }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const button = root.current?.querySelector('button');
    if (open && panel.current && button) place(panel.current, button);
  }, [open]);
  useEffect(() => {
    if (!open) return;
    panel.current?.querySelector<HTMLElement>('button, input, select, a')?.focus({ preventScroll: true });
    const closeFrom = (inside: HTMLElement | null) => (event: Event) => {
      if (!inside?.contains(event.target as Node)) setOpen(false);
    };
    const onLeave = closeFrom(root.current);
    const onScroll = closeFrom(panel.current);
    document.addEventListener('pointerdown', onLeave);
    document.addEventListener('focusin', onLeave);
    document.addEventListener('scroll', onScroll, true);
    return () => {
      document.removeEventListener('pointerdown', onLeave);
      document.removeEventListener('focusin', onLeave);
      document.removeEventListener('scroll', onScroll, true);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape works from everything inside.
    <div className="menu" ref={root} onKeyDown={onKeyDown}>
      <Button size={size} aria-expanded={open} aria-controls={id} aria-label={name} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      {open && (
        <div className="menu-panel" id={id} ref={panel}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
