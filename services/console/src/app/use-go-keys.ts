import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { followSequence, type Leader } from '../lib/key-sequence';
import { isTyping } from '../lib/keyboard';
import type { Place } from './navigation';

/** `g` and the letter of a place go there. */
export function useGoKeys(places: readonly Place[]): void {
  const navigate = useNavigate();
  useEffect(() => {
    let leader: Leader | undefined;
    const onKey = (event: KeyboardEvent) => {
      const elsewhere = isTyping(event.target) || (event.target as Element).closest?.('[role="dialog"]');
      if (elsewhere || event.ctrlKey || event.metaKey || event.altKey) {
        leader = undefined;
        return;
      }
      const { next, letter, used } = followSequence(leader, event.key, Date.now());
      leader = next;
      // The letter means the place, not what it means on the page.
      if (used) event.stopPropagation();
      const place = places.find((each) => each.letter === letter);
      if (place) void navigate(place.path);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [places, navigate]);
}
