import { useTranslation } from 'react-i18next';
import { type Attachment, contentOf } from '../../api/attachments';
import type { People } from '../../api/types';
import { useSession } from '../../app/session';
import { formatBytes } from '../../lib/bytes';
import { fileKind } from '../../lib/file-kind';
import { nameOf } from '../../lib/wording';
import { FileIcon } from './file-icon';
import { RemoveFile } from './remove-file';

/** Larger pictures are not loaded only to be shown small. */
const MAX_PREVIEW_BYTES = 5_000_000;

/** Files that are there: what each is, how large, of whom, since when; to save it or to remove it. */
export function FileList({ files, people }: { files: readonly Attachment[]; people: People }) {
  const { t } = useTranslation();
  return (
    <ul className="files-list" aria-label={t('attachment.files')}>
      {files.map((file) => (
        <FileRow key={file.id} file={file} people={people} />
      ))}
    </ul>
  );
}

function FileRow({ file, people }: { file: Attachment; people: People }) {
  const { t, i18n } = useTranslation();
  const { time, timeWithZone } = useSession();
  const { id, fileName, contentType, declaredType, sizeBytes, uploader, uploadTime, note, removable } = file;
  return (
    <li className="files-row">
      <Sign file={file} />
      <div className="files-about">
        <a href={contentOf(id)} download={fileName} className="files-name">
          {fileName}
        </a>
        <span className="quiet small">
          {formatBytes(Number(sizeBytes), i18n.language)} · {nameOf(people, uploader)} ·{' '}
          <time dateTime={uploadTime} title={timeWithZone(uploadTime)}>
            {time(uploadTime)}
          </time>
        </span>
        {note && <span className="small">{note}</span>}
        {declaredType && (
          <span className="warning small">{t('attachment.differs', { said: declaredType, is: contentType })}</span>
        )}
      </div>
      {removable && <RemoveFile file={file} />}
    </li>
  );
}

/** The picture itself, small and loaded only when it comes into view; else a sign. */
function Sign({ file }: { file: Attachment }) {
  if (!file.previewable || Number(file.sizeBytes) > MAX_PREVIEW_BYTES)
    return <FileIcon of={fileKind(file.contentType)} />;
  return <img className="files-picture" src={contentOf(file.id)} alt="" loading="lazy" decoding="async" />;
}
