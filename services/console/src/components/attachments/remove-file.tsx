import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Attachment, removeAttachment, restoreAttachment } from '../../api/attachments';
import { useFailure } from '../use-failure';
import { refreshFiles } from './use-uploads';

/** Removes a file; that can be undone at once, and for 30 days from the timeline. */
export function RemoveFile({ file }: { file: Attachment }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const restore = useRestore(file);
  const fail = useFailure();
  const name = file.fileName;
  const remove = useMutation({
    mutationFn: () => removeAttachment(file.id),
    onError: fail,
    onSuccess: () => {
      const content = (
        <>
          {t('attachment.removed', { name })}{' '}
          <Button type="link" size="small" onClick={() => restore.mutate()}>
            {t('app.undo')}
          </Button>
        </>
      );
      void message.success({ content, duration: 8 });
      return refreshFiles(queries, file);
    },
  });
  return (
    <Button
      size="small"
      type="text"
      loading={remove.isPending}
      aria-label={t('attachment.removeName', { name })}
      onClick={() => remove.mutate()}
    >
      {t('attachment.remove')}
    </Button>
  );
}

/** A file that was removed and can be brought back. */
export function RestoreFile({ file }: { file: Attachment }) {
  const { t } = useTranslation();
  const restore = useRestore(file);
  return (
    <Button
      size="small"
      loading={restore.isPending}
      aria-label={t('attachment.restoreName', { name: file.fileName })}
      onClick={() => restore.mutate()}
    >
      {t('attachment.restore')}
    </Button>
  );
}

function useRestore(file: Attachment) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => restoreAttachment(file.id),
    onError: useFailure(),
    onSuccess: () => {
      void message.success(t('attachment.restored', { name: file.fileName }));
      return refreshFiles(queries, file);
    },
  });
}
