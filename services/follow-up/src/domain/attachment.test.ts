import { followup as proto } from '@fairlead/proto';
import fc from 'fast-check';
import {
  type Attachment,
  AttachmentState,
  beginUpload,
  completeUpload,
  contentToKeep,
  freeSlot,
  isSweepDue,
  LEFT_OVER_MS,
  MAX_ATTACHMENTS,
  purgeAttachment,
  removeAttachment,
  restoreAttachment,
  UNDELETE_MS,
} from './attachment';

const place = { recordKind: proto.RecordKind.RECORD_KIND_FOLLOW_UP, recordId: 'r', customerId: 'c' };
const file = {
  ...place,
  fileName: 'a.png',
  contentType: 'image/png',
  declaredType: '',
  sizeBytes: 1,
  sha256: 'x',
  note: '',
  contentId: 'k',
};
const START = new Date('2026-01-01T00:00:00Z');
const apply = (found: Attachment, set: Partial<Attachment> | undefined): Attachment => ({ ...found, ...set });

describe('a file at a record', () => {
  it('takes the lowest free place, and none beyond the last', () => {
    expect(freeSlot('r', [])).toBe('r:1');
    expect(freeSlot('r', ['r:1', 'r:3'])).toBe('r:2');
    const all = Array.from({ length: MAX_ATTACHMENTS }, (_, index) => `r:${index + 1}`);
    expect(() => freeSlot('r', all)).toThrow('20 files');
  });

  it('keeps its bytes as long as it is there or can be brought back, whatever is done with it in any order', () => {
    const step = fc.record({
      what: fc.constantFrom('complete', 'remove', 'restore', 'sweep'),
      afterMs: fc.integer({ min: 0, max: 2 * UNDELETE_MS }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let found = beginUpload({ ...place, fileName: 'a.png', uploader: 'u' }, START);
        let now = START.getTime();
        let visible = false;
        for (const { what, afterMs } of steps) {
          now += afterMs;
          const at = new Date(now);
          const { state } = found;
          if (what === 'complete') {
            const change = completeUpload('id', found, file, 'r:1', at);
            expect(change !== null).toBe(state === AttachmentState.ATTACHMENT_STATE_UPLOADING);
            found = apply(found, change?.set);
            visible ||= change !== null;
          } else if (what === 'remove') {
            found = apply(found, removeAttachment('id', found, at)?.set);
          } else if (what === 'restore') {
            try {
              found = apply(found, restoreAttachment('id', found, 'r:1', at)?.set);
            } catch {
              const gone = state !== AttachmentState.ATTACHMENT_STATE_DELETED;
              expect(gone || now >= (found.deleteTime as Date).getTime() + UNDELETE_MS).toBe(true);
            }
          } else {
            found = apply(found, purgeAttachment(found, at)?.set);
            if (isSweepDue(found, at)) found = apply(found, { sweepTime: undefined });
          }
          const stored = found.state === AttachmentState.ATTACHMENT_STATE_STORED;
          expect(found.slot !== undefined).toBe(stored);
          if (stored) expect(contentToKeep(found)).toBe('k');
          if (found.state === AttachmentState.ATTACHMENT_STATE_PURGED) {
            expect([contentToKeep(found), found.fileName]).toEqual(['', '']);
            expect(now).toBeGreaterThanOrEqual((found.deleteTime as Date).getTime() + UNDELETE_MS);
          }
          // Nothing that has bytes to go is forgotten.
          if (found.state === AttachmentState.ATTACHMENT_STATE_DELETED) expect(found.sweepTime).toBeDefined();
          if (!visible) expect(contentToKeep(found)).toBe('');
        }
      }),
    );
  });

  it('that was begun is swept after a day', () => {
    const begun = beginUpload({ ...place, fileName: 'a.png', uploader: 'u' }, START);
    expect(isSweepDue(begun, new Date(START.getTime() + LEFT_OVER_MS - 1))).toBe(false);
    expect(isSweepDue(begun, new Date(START.getTime() + LEFT_OVER_MS))).toBe(true);
  });
});
