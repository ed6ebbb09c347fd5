import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createPool, updatePool } from '../../api/pools';
import { sendSurely } from '../../api/sure';
import type { Pool } from '../../api/types';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useDirectory } from '../../components/use-directory';
import {
  emptyPool,
  emptyTerms,
  LEVELS,
  levelPath,
  levelsOf,
  type PoolDraft,
  poolDraftOf,
  type TermsDraft,
  toPool,
} from '../../lib/pool-draft';
import { isDefaultPool, poolName } from '../../lib/pool-names';
import { faultsByField } from '../../lib/problem';
import { TermsFields } from './terms-fields';

interface Props {
  /** The pool to be changed; undefined for a new one. */
  pool?: Pool;
  onClose(): void;
}

/** A new pool, or what one is for and on what terms. */
export function PoolForm({ pool, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { teams, teamNames } = useDirectory();
  const [draft, setDraft] = useState<PoolDraft>(() =>
    pool ? poolDraftOf(pool, crypto.randomUUID()) : emptyPool(teams[0]?.id ?? '', crypto.randomUUID()),
  );
  const [own, setOwn] = useState<Record<string, string>>({});
  const save = useMutation({
    mutationFn: ({ id, teamId, ...values }: ReturnType<typeof toPool>['body']) =>
      sendSurely(
        (requestId) =>
          pool
            ? updatePool(pool.id, changeable(pool, values), { etag: pool.etag, requestId })
            : createPool({ id, teamId, ...values }, requestId),
        draft.requestId,
      ),
    onSuccess: (saved) => {
      void message.success(t('pool.saved', { name: poolName(saved, teamNames, t) }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const refused = { ...faultsByField(save.error), ...own };
  const change = (part: Partial<PoolDraft>) => {
    setOwn({});
    setDraft({ ...draft, ...part, requestId: crypto.randomUUID() });
  };
  const setLevel = (level: string, terms: TermsDraft | undefined) => {
    const { [level]: _, ...others } = draft.levels;
    change({ levels: terms ? { ...others, [level]: terms } : others });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const { body, faults } = toPool(draft);
    setOwn(faults);
    if (Object.keys(faults).length === 0) save.mutate(body);
  };
  const text = (key: 'id' | 'displayName' | 'regions' | 'productLines', label: string) => (
    <Field label={label} fault={refused[key]}>
      <input
        className="field"
        value={draft[key]}
        onChange={({ target }) => change({ [key]: target.value } as Partial<PoolDraft>)}
      />
    </Field>
  );
  const title = pool ? t('pool.edit', { name: poolName(pool, teamNames, t) }) : t('pool.new');
  const isDefault = pool !== undefined && isDefaultPool(pool);
  const levels = levelsOf(draft);
  return (
    <form className="panel" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      <div className="edit-fields">
        {!pool && text('id', t('pool.id'))}
        {text('displayName', t('pool.name'))}
        {!pool && (
          <Field label={t('pool.team')} fault={refused.teamId}>
            <select className="field" value={draft.teamId} onChange={({ target }) => change({ teamId: target.value })}>
              {teams.map(({ id, displayName }) => (
                <option key={id} value={id}>
                  {displayName}
                </option>
              ))}
            </select>
          </Field>
        )}
        {!isDefault && text('regions', t('pool.regions'))}
        {!isDefault && text('productLines', t('pool.productLines'))}
      </div>
      <p>
        <label>
          <input
            type="checkbox"
            checked={draft.takesLost}
            onChange={({ target }) => change({ takesLost: target.checked })}
          />{' '}
          {t('pool.takesLost')}
        </label>
      </p>
      <TermsFields
        title={t('pool.terms')}
        terms={draft.terms}
        path="terms"
        faults={refused}
        onChange={(terms) => change({ terms })}
      />
      {LEVELS.map((level) => {
        const own = draft.levels[level];
        const name = t(`valueLevel.${level}`);
        return (
          <div key={level}>
            <label>
              <input
                type="checkbox"
                checked={own !== undefined}
                onChange={({ target }) =>
                  setLevel(level, target.checked ? { ...emptyTerms(), ...draft.terms } : undefined)
                }
              />{' '}
              {t('pool.ownTerms', { level: name })}
            </label>
            {own && (
              <TermsFields
                title={t('pool.termsOf', { level: name })}
                terms={own}
                path={levelPath(levels.indexOf(level))}
                faults={refused}
                onChange={(terms) => setLevel(level, terms)}
              />
            )}
          </div>
        );
      })}
      <FormFault error={save.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('pool.save')}
        </Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}

type Values = Omit<ReturnType<typeof toPool>['body'], 'id' | 'teamId'>;

/** What may be changed: a default pool is for everything, and needs no name of its own. */
function changeable(pool: Pool, { displayName, regions, productLines, ...values }: Values): object {
  const named = displayName === '' && pool.displayName === '' ? {} : { displayName };
  return isDefaultPool(pool) ? { ...values, ...named } : { ...values, displayName, regions, productLines };
}
