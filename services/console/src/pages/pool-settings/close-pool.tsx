import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closePool } from '../../api/pools';
import { sendSurely } from '../../api/sure';
import type { Pool } from '../../api/types';
import { Ask } from '../../components/ask';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { usePoolNames } from '../../components/use-pool-names';
import { faultsByField } from '../../lib/problem';

/** Asks where the leads of a pool go before it is closed. */
export function ClosePool({ pool, onClose }: { pool: Pool; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { pools, nameOf } = usePoolNames();
  const [target, setTarget] = useState('');
  const name = nameOf(pool.id);
  const close = useMutation({
    mutationFn: () => sendSurely((requestId) => closePool(pool, target, requestId)),
    onSuccess: () => {
      void message.success(t('pool.closed', { name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const others = pools.filter(({ id, teamId }) => teamId === pool.teamId && id !== pool.id);
  return (
    <Ask title={t('pool.close', { name })} busy={close.isPending} onOk={() => close.mutate()} onClose={onClose}>
      <Field
        label={t('pool.closeAsk', { name, count: pool.leadCount })}
        fault={faultsByField(close.error).moveToPoolId}
      >
        <select className="field" value={target} onChange={(event) => setTarget(event.target.value)}>
          <option value="">{t('pool.nowhere')}</option>
          {others.map(({ id }) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
      </Field>
      <FormFault error={close.error} />
    </Ask>
  );
}
