import { AppError, type CommandCall, type NewEvent, staleEtag } from '@fairlead/service-kit';
import { DEFAULT_PREFERENCES, type Preferences } from '../domain/preferences';
import type { PreferencesRepository } from '../repository/preferences-repository';

export interface PreferencesChange {
  repId: string;
  etag: string;
  values: Partial<Preferences>;
  /** Names of the changed fields as the proto spells them. */
  fields: string[];
}

/** Etag of preferences that were never saved. */
export const UNSAVED_ETAG = '0';

/** Saves changed preferences; the first save creates them. ABORTED when the etag is stale. */
export async function changePreferences<R>(
  { store }: PreferencesRepository,
  { repId, etag, values, fields }: PreferencesChange,
  { context, command, reply }: CommandCall<Preferences, R>,
): Promise<R> {
  const events: NewEvent[] = [
    { type: 'crm.notification.preferences.updated.v1', subject: repId, data: { recipientId: repId, fields } },
  ];
  if (etag === UNSAVED_ETAG && !(await store.find(repId))) {
    const first = { ...DEFAULT_PREFERENCES, ...values };
    try {
      return (await store.create(repId, first, events, context, command, reply)).reply;
    } catch (error) {
      if (error instanceof AppError && error.code === 'ALREADY_EXISTS') throw staleEtag();
      throw error;
    }
  }
  const outcome = await store.change(
    repId,
    (doc) => {
      if (String(doc.revision) !== etag) throw staleEtag();
      return { set: values, events };
    },
    context,
    command,
    reply,
  );
  return outcome.reply;
}
