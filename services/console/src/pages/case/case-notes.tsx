import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addCaseNote, useCaseNotes } from '../../api/cases';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { FormFault } from '../../components/form-fault';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { nameOf } from '../../lib/wording';

const PAGE_SIZE = 20;

/** What was noted, newest first, and room for more. */
export function CaseNotes({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { time, timeWithZone } = useSession();
  const pager = usePager(caseId);
  const list = useCaseNotes(caseId, pager.token, PAGE_SIZE);
  return (
    <section className="panel" aria-labelledby="notes">
      <h2 id="notes">{t('case.notes')}</h2>
      <NewNote caseId={caseId} />
      <ListState list={list} isEmpty={({ notes }) => notes.length === 0} empty={[t('case.noNotes'), '']}>
        {({ notes, people, nextPageToken }) => (
          <>
            <ul className="entries">
              {notes.map((note) => (
                <li key={note.id} className="entry">
                  <p className="pre">{note.text}</p>
                  <span className="quiet">
                    <time dateTime={note.createTime} title={timeWithZone(note.createTime)}>
                      {time(note.createTime)}
                    </time>{' '}
                    · {nameOf(people, note.author)}
                  </span>
                </li>
              ))}
            </ul>
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </section>
  );
}

function NewNote({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => sendSurely((requestId) => addCaseNote(caseId, text, requestId)),
    onSuccess: () => {
      setText('');
      void message.success(t('case.noted'));
      return queries.invalidateQueries({ queryKey: ['lists', 'case-notes', caseId] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !send.isPending) send.mutate();
  };
  return (
    <form onSubmit={submit}>
      <label className="stacked">
        <span>{t('case.newNote')}</span>
        <textarea className="field" rows={2} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <FormFault error={send.error} />
      <Button htmlType="submit" loading={send.isPending} disabled={text.trim() === ''}>
        {t('case.addNote')}
      </Button>
    </form>
  );
}
