import { daysBefore, remove } from '../import/import-job';
import type { ImportRepository } from '../repository/import-repository';

const ACTOR = 'service:customer';
/** Most imports and uploads of one sweep; the next one goes on. */
const MOST = 100;
/** An upload that did not end within this many days broke off. */
const UPLOAD_DAYS = 1;

/**
 * Removes the content and the rejected rows of imports that ended some days ago (or were never started), and the content
 * of uploads that broke off. The imports themselves stay. An import is marked first and loses its parts last, so that a
 * sweep that dies is done again.
 */
export async function sweepImports(imports: ImportRepository, now: Date, afterDays: number): Promise<void> {
  const context = { now, actor: ACTOR };
  for (const { _id: id } of await imports.outdated(daysBefore(now, afterDays), MOST)) {
    const { doc } = await imports.store.change(id, (job) => remove(job, now, afterDays), context);
    if (!doc.removed) continue;
    await imports.removeContent(doc.contentId);
    await imports.removeRejects(id);
    await imports.store.change(id, () => ({ set: { parts: 0 }, events: [] }), context);
  }
  for (const contentId of await imports.unendedUploads(daysBefore(now, UPLOAD_DAYS), MOST)) {
    if (await imports.hasImport(contentId)) await imports.endUpload(contentId);
    else await imports.removeContent(contentId);
  }
}
