import { Button } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePlace } from '../../api/attachments';
import { ApiError } from '../../api/http';
import { useSession } from '../../app/session';
import { formatBytes } from '../../lib/bytes';
import { describeFault } from '../../lib/fault-words';
import { describeProblem } from '../../lib/problem';
import type { QueuedFile } from '../../lib/upload-queue';
import type { Uploads } from './use-uploads';

/** A place to drop files, to choose them, or to paste them; shows how far each is. */
export function FilePicker({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    uploads.add([...event.dataTransfer.files]);
  };
  return (
    <fieldset
      className={over ? 'files files-over' : 'files'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <legend className="visually-hidden">{t('attachment.files')}</legend>
      <div className="files-choose">
        <Button size="small" aria-describedby={hint} onClick={() => input.current?.click()}>
          {t('attachment.choose')}
        </Button>
        <span id={hint} className="quiet small">
          {t('attachment.hint')}
        </span>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('attachment.choose')}
        onChange={({ target }) => {
          uploads.add([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {uploads.refused.map(({ name, fault }) => (
        <p key={`${name} ${fault}`} className="form-fault" role="alert">
          {t(`attachment.${fault}`, { name })}
        </p>
      ))}
      {uploads.queue.length > 0 && (
        <ul className="files-queue" aria-label={t('attachment.queue')}>
          {uploads.queue.map((each) => (
            <Queued key={each.id} queued={each} uploads={uploads} />
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function Queued({ queued, uploads }: { queued: QueuedFile<FilePlace>; uploads: Uploads }) {
  const { t, i18n } = useTranslation();
  const { id, file, state, share, error, place } = queued;
  const { name } = file;
  return (
    <li className="files-row">
      <span className="files-name">{name}</span>
      <span className="quiet small">{formatBytes(file.size, i18n.language)}</span>
      {state === 'sending' && <progress value={share} max={1} aria-label={t('attachment.sending', { name })} />}
      {state === 'waiting' && (
        <span className="quiet small">{t(place ? 'attachment.waiting' : 'attachment.withRecord')}</span>
      )}
      {state === 'failed' && (
        <span className="field-fault" role="alert">
          <Failure error={error} />
        </span>
      )}
      {state === 'failed' && (
        <Button size="small" aria-label={t('attachment.retryName', { name })} onClick={() => uploads.retry(id)}>
          {t('app.retry')}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        aria-label={t(state === 'sending' ? 'attachment.stopName' : 'attachment.takeOutName', { name })}
        onClick={() => uploads.cancel(id)}
      >
        {t(state === 'sending' ? 'app.cancel' : 'attachment.takeOut')}
      </Button>
    </li>
  );
}

/** Why a file did not arrive: each fault of it, else the failure. */
function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const known = error instanceof ApiError && error.code !== 'INVALID_ARGUMENT';
  const faults = error instanceof ApiError && !known ? error.faults : [];
  if (faults.length === 0) return describeProblem(error, t, time);
  return faults.map(({ description }) => describeFault(t, description)).join('; ');
}
