import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type PresentCustomers,
  previewStagePlaybook,
  type StagePlaybook,
  type StagePreview,
  updateStagePlaybook,
} from '../../api/playbook';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { FormFault } from '../../components/form-fault';
import {
  type CriterionDraft,
  draftOf,
  MAX_CRITERIA,
  MAX_ITEMS,
  moved,
  newCriterion,
  newItem,
  type StageDraft,
  toStagePlaybook,
} from '../../lib/playbook-draft';
import { faultsByField } from '../../lib/problem';
import { CriterionFields } from './criterion-fields';
import { ItemFields } from './item-fields';
import { PresentCustomersChoice } from './present-customers-choice';

interface Props {
  stage: string;
  /** Of the playbook. */
  etag: string;
  part?: StagePlaybook;
}

/** What the playbook says of one stage. */
export function StageForm({ stage, etag, part }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { user } = useSession();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<StageDraft>(() => draftOf(part));
  const [own, setOwn] = useState<Record<string, string>>({});
  const editable = user.roles.includes('admin');
  const [asked, setAsked] = useState<{ body: StagePlaybook; preview: StagePreview }>();
  const save = useMutation({
    mutationFn: ({ body, present }: { body: StagePlaybook; present: PresentCustomers }) =>
      sendSurely((requestId) => updateStagePlaybook(body, present, { etag, requestId })),
    onSuccess: () => void message.success(t('playbook.saved')),
    onSettled: () => {
      setAsked(undefined);
      return queries.invalidateQueries({ queryKey: ['lists'] });
    },
  });
  /** Whoever stands in the stage is asked about before anything is written; nobody does: it is saved at once. */
  const look = useMutation({
    mutationFn: (body: StagePlaybook) => previewStagePlaybook(body, etag),
    onSuccess: (preview, body) => {
      if (preview.customerCount > 0) setAsked({ body, preview });
      else save.mutate({ body, present: 'PRESENT_CUSTOMERS_LEAVE' });
    },
  });
  const failed = save.error ?? look.error;
  const faults = { ...faultsByField(failed), ...own };
  const put = (change: Partial<StageDraft>) => {
    setOwn({});
    if (save.isError) save.reset();
    if (look.isError) look.reset();
    setDraft({ ...draft, ...change });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { part: body, faults: found } = toStagePlaybook(stage, draft);
    setOwn(found);
    if (!save.isPending && !look.isPending && Object.keys(found).length === 0) look.mutate(body);
  };
  const criteria = (name: 'entry' | 'exit') => (
    <Entries
      title={t(`playbook.${name}`)}
      none={t('playbook.noCriteria')}
      add={t('playbook.addCriterion')}
      list={draft[name]}
      max={MAX_CRITERIA}
      editable={editable}
      fresh={() => newCriterion(crypto.randomUUID())}
      onChange={(list: CriterionDraft[]) => put({ [name]: list })}
    >
      {(criterion, index, change) => (
        <CriterionFields
          criterion={criterion}
          at={`${name}Criteria[${index}]`}
          faults={faults}
          editable={editable}
          onChange={change}
        />
      )}
    </Entries>
  );
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={t(`stage.${stage}`)}>
      <Entries
        title={t('playbook.items')}
        none={t('playbook.noItems')}
        add={t('playbook.addItem')}
        list={draft.items}
        max={MAX_ITEMS}
        editable={editable}
        fresh={() => newItem(crypto.randomUUID())}
        onChange={(items) => put({ items })}
      >
        {(item, index, change) => (
          <ItemFields item={item} at={`items[${index}]`} faults={faults} editable={editable} onChange={change} />
        )}
      </Entries>
      {criteria('entry')}
      {criteria('exit')}
      <FormFault error={failed} />
      {asked && (
        <PresentCustomersChoice
          preview={asked.preview}
          saving={save.isPending}
          onChoose={(present) => save.mutate({ body: asked.body, present })}
          onClose={() => setAsked(undefined)}
        />
      )}
      {editable ? (
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={save.isPending || look.isPending}>
            {t('playbook.save')}
          </Button>
        </div>
      ) : (
        <p className="quiet">{t('playbook.askAdmin')}</p>
      )}
    </form>
  );
}

interface EntriesProps<T> {
  title: string;
  /** What no entry means. */
  none: string;
  add: string;
  list: T[];
  max: number;
  editable: boolean;
  fresh(): T;
  onChange(list: T[]): void;
  children(entry: T, index: number, change: (entry: T) => void): ReactNode;
}

/** Entries that are added, taken out and put into order. */
function Entries<T extends { key: string }>(props: EntriesProps<T>) {
  const { title, none, add, list, max, editable, fresh, onChange, children } = props;
  const { t } = useTranslation();
  return (
    <fieldset className="rule-group">
      <legend>{title}</legend>
      {list.length === 0 && <p className="quiet">{none}</p>}
      {list.map((entry, index) => (
        <fieldset key={entry.key} className="playbook-entry">
          <legend className="visually-hidden">{t('playbook.number', { number: index + 1 })}</legend>
          {children(entry, index, (next) => onChange(list.with(index, next)))}
          {editable && (
            <div className="form-foot">
              {([-1, 1] as const).map((by) => (
                <Button
                  key={by}
                  size="small"
                  disabled={index + by < 0 || index + by >= list.length}
                  aria-label={t(by < 0 ? 'playbook.up' : 'playbook.down', { number: index + 1 })}
                  onClick={() => onChange(moved(list, index, by))}
                >
                  {by < 0 ? '↑' : '↓'}
                </Button>
              ))}
              <Button
                size="small"
                aria-label={t('playbook.drop', { number: index + 1 })}
                onClick={() => onChange(list.toSpliced(index, 1))}
              >
                ✕
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {editable && list.length < max && (
        <Button size="small" onClick={() => onChange([...list, fresh()])}>
          {add}
        </Button>
      )}
    </fieldset>
  );
}
