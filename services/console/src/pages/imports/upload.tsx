import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { uploadImport } from '../../api/imports';
import { FormFault } from '../../components/form-fault';
import { formatBytes } from '../../lib/bytes';

const ACCEPTED = '.csv,.txt,.tsv,.xlsx';
/** The service takes no larger ones. */
const MAX_BYTES = 100 * 1024 * 1024;

type Sending =
  | { step: 'idle' }
  | { step: 'sending'; file: File; share: number }
  | { step: 'failed'; file: File; requestId: string; error: unknown };

/** A place to drop a file, or to choose one; shows how much of it has gone. */
export function Upload() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending>({ step: 'idle' });
  const [refused, setRefused] = useState('');

  const send = async (file: File, requestId: string = crypto.randomUUID()) => {
    const size = formatBytes(file.size, i18n.language);
    const fault = file.size === 0 ? 'import.emptyFile' : file.size > MAX_BYTES ? 'import.tooLarge' : '';
    setRefused(fault && t(fault, { size, max: formatBytes(MAX_BYTES, i18n.language) }));
    if (fault) return;
    stop.current = new AbortController();
    setSending({ step: 'sending', file, share: 0 });
    try {
      const onProgress = (share: number) => setSending({ step: 'sending', file, share });
      const { id } = await uploadImport(file, requestId, onProgress, stop.current.signal);
      void navigate(`/imports/${id}`);
    } catch (error) {
      const stopped = error instanceof DOMException;
      // The same request id: should the file have arrived all the same, it is not stored twice.
      setSending(stopped ? { step: 'idle' } : { step: 'failed', file, requestId, error });
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && sending.step !== 'sending') void send(file);
  };
  return (
    <section
      className={over ? 'panel drop drop-over' : 'panel drop'}
      aria-label={t('import.drop')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {sending.step === 'sending' ? (
        <>
          <p role="status">{t('import.sending', { name: sending.file.name })}</p>
          <progress value={sending.share} max={1} aria-label={t('import.sending', { name: sending.file.name })} />
          <Button onClick={() => stop.current?.abort()}>{t('app.cancel')}</Button>
        </>
      ) : (
        <>
          <p>{t('import.drop')}</p>
          <Button type="primary" onClick={() => input.current?.click()}>
            {t('import.choose')}
          </Button>
          <p className="quiet small">{t('import.formats', { max: formatBytes(MAX_BYTES, i18n.language) })}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('import.choose')}
        accept={ACCEPTED}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void send(file);
          target.value = '';
        }}
      />
      {refused !== '' && (
        <p className="form-fault" role="alert">
          {refused}
        </p>
      )}
      {sending.step === 'failed' && (
        <FormFault error={sending.error}>
          <Button size="small" onClick={() => void send(sending.file, sending.requestId)}>
            {t('app.retry')}
          </Button>
        </FormFault>
      )}
    </section>
  );
}
