import type { People, TimelineEntry } from '../../api/types';
import { FileList } from './file-list';
import { RestoreFile } from './remove-file';

/** The files of a follow-up in the timeline; at an entry that tells of a removed one, the way back. */
export function EntryFiles({ entry, people }: { entry: TimelineEntry; people: People }) {
  const { attachments = [], attachment, type } = entry;
  const isAway = attachment?.state === 'ATTACHMENT_STATE_DELETED' && type.endsWith('.removed.v1');
  return (
    <>
      {attachments.length > 0 && <FileList files={attachments} people={people} />}
      {isAway && attachment.removable && <RestoreFile file={attachment} />}
    </>
  );
}
