import { useEffect, useRef, useState } from 'react';
import { changeVisit, finishVisit, type VisitDraft, type VisitPatch } from '../../lib/visit-draft';
import { askToPersist, visitStore } from '../../lib/visit-store';

const merge = (first: VisitPatch, second: VisitPatch): VisitPatch => ({
  ...first,
  ...second,
  fields: { ...first.fields, ...second.fields },
});

/**
 * A visit that is being written: shown at once, kept at every change, one change after another. What could not be kept is kept
 * with the next change; what another tab changed shows here.
 */
export function useVisitDraft(kept: VisitDraft, isNew: boolean, onBegun: () => void) {
  const [draft, setDraft] = useState(kept);
  const [problem, setProblem] = useState<unknown>();
  const shown = useRef(kept);
  const begun = useRef(!isNew);
  const unkept = useRef<VisitPatch>({});
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const { id, person } = kept;

  const show = (next: VisitDraft) => {
    shown.current = next;
    setDraft(next);
  };
  useEffect(() => {
    if (kept.revision <= shown.current.revision) return;
    shown.current = kept;
    setDraft(kept);
  }, [kept]);

  const save = async () => {
    const patch = unkept.current;
    unkept.current = {};
    try {
      if (begun.current) {
        await visitStore().update(id, person, (stored) => changeVisit(stored, patch, Date.now()));
      } else {
        await visitStore().begin(shown.current);
        begun.current = true;
        void askToPersist();
        onBegun();
      }
      setProblem(undefined);
    } catch (error) {
      unkept.current = merge(patch, unkept.current);
      setProblem(error);
      throw error;
    }
  };

  const change = (patch: VisitPatch) => {
    const next = changeVisit(shown.current, patch, Date.now());
    if (!next) return;
    show(next);
    unkept.current = merge(unkept.current, patch);
    saving.current = saving.current.then(save).catch(() => undefined);
  };

  /** Whether it is on its way now. */
  const finish = async (): Promise<boolean> => {
    await saving.current;
    try {
      if (!begun.current || Object.keys(unkept.current).length > 0) await save();
      await visitStore().update(id, person, (stored) => finishVisit(stored, Date.now()));
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    }
  };
  return { draft, problem, change, finish };
}
