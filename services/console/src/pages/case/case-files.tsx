import { useTranslation } from 'react-i18next';
import { useCaseFiles } from '../../api/attachments';
import { FileList } from '../../components/attachments/file-list';
import { FilePicker } from '../../components/attachments/file-picker';
import { useUploads } from '../../components/attachments/use-uploads';
import { ListState } from '../../components/list-state';

/** The files of a case, and room for more. */
export function CaseFiles({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const list = useCaseFiles(caseId);
  const uploads = useUploads({ caseId });
  return (
    <section className="panel" aria-labelledby="files" onPaste={uploads.onPaste}>
      <h2 id="files">{t('attachment.files')}</h2>
      <FilePicker uploads={uploads} />
      <ListState
        list={list}
        isEmpty={({ attachments }) => attachments.length === 0}
        empty={[t('attachment.none'), t('attachment.noneHint')]}
      >
        {({ attachments, people }) => <FileList files={attachments} people={people} />}
      </ListState>
    </section>
  );
}
