import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { createLead } from '../../api/commands';
import { ApiError } from '../../api/http';
import { FormFault } from '../../components/form-fault';
import { PageTitle } from '../../components/page-title';
import { ProfileFields } from '../../components/profile-fields';
import { useKept } from '../../components/use-kept';
import {
  changeLead,
  emptyLead,
  isBlank,
  isLeadDraft,
  type LeadDraft,
  toLead,
  wantedAllTheSame,
} from '../../lib/lead-draft';
import { faultsByField } from '../../lib/problem';
import type { ProfileField } from '../../lib/profile-fields';
import { Duplicates } from './duplicates';
import { NewContacts } from './new-contacts';

const newId = (): string => crypto.randomUUID();

/** A new lead; whoever may be the same customer is shown while it is typed. */
export function NewLeadPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, keep] = useKept<LeadDraft>('new-lead', emptyLead(newId()), isLeadDraft);
  const create = useMutation({
    mutationFn: (sent: LeadDraft) =>
      createLead(toLead(sent), { askFirst: !sent.allTheSame, requestId: sent.requestId }),
    onSuccess: ({ id, displayName }) => {
      keep(emptyLead(newId()));
      void message.success(t('newLead.created', { name: displayName }));
      void queries.invalidateQueries({ queryKey: ['lists'] });
      void navigate(`/customers/${id}`);
    },
  });
  const problem = create.error instanceof ApiError ? create.error : undefined;
  const asks = problem?.code === 'POSSIBLE_DUPLICATE' || draft.allTheSame;
  const existing = problem?.metadata.customer_id;
  const faults = faultsByField(create.error);
  const change = (part: Partial<Pick<LeadDraft, 'values' | 'contacts'>>) => {
    keep(changeLead(draft, part, newId()));
    if (create.isError) create.reset();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (create.isPending) return;
    const sent = asks ? wantedAllTheSame(draft, newId()) : draft;
    keep(sent);
    create.mutate(sent);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <div className="page">
      <p>
        <Link to="/customers">{t('newLead.back')}</Link>
      </p>
      <div className="page-head">
        <PageTitle>{t('newLead.title')}</PageTitle>
      </div>
      <div className="new-lead">
        <form className="panel" onSubmit={submit} onKeyDown={onKeyDown} noValidate aria-label={t('newLead.title')}>
          <ProfileFields
            values={draft.values}
            faultOf={(field) => faults[field]}
            onChange={(field: ProfileField, value) => change({ values: { ...draft.values, [field]: value } })}
          />
          <NewContacts draft={draft} faults={faults} onChange={(contacts) => change({ contacts })} />
          <FormFault error={create.error}>
            {existing && <Link to={`/customers/${existing}`}>{t('newLead.openExisting')}</Link>}
          </FormFault>
          <div className="form-foot">
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              {t(asks ? 'newLead.allTheSame' : 'newLead.create')}
            </Button>
            {!isBlank(draft) && (
              <Button
                onClick={() => {
                  keep(emptyLead(newId()));
                  create.reset();
                }}
              >
                {t('edit.drop')}
              </Button>
            )}
            <span className="quiet">{t(isBlank(draft) ? 'newLead.hint' : 'edit.draft')}</span>
          </div>
        </form>
        <Duplicates values={draft.values} />
      </div>
    </div>
  );
}
