import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/http';
import { addLeave, cancelLeave, REP_QUERIES, type RepLeave, type RepProfile } from '../../api/reps';
import { sendSurely } from '../../api/sure';
import type { Leave } from '../../api/types';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useFailure } from '../../components/use-failure';
import { faultsByField } from '../../lib/problem';
import { fromWallTime } from '../../lib/time';
import { useNow } from '../../lib/use-now';

/** The leave that a rep has or will have; adding and cancelling it. */
export function Leaves({ rep, editable }: { rep: RepProfile; editable: boolean }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const now = useNow();
  const [asked, setAsked] = useState<RepLeave>();
  const open = rep.leaves.filter(({ to }) => Date.parse(to) > now);
  const past = rep.leaves.length - open.length;
  return (
    <section className="panel" aria-labelledby="leave">
      <h2 id="leave">{t('repSettings.leave')}</h2>
      <p className="quiet">{t('repSettings.leaveHint')}</p>
      {open.length === 0 && <p>{t('repSettings.noLeave')}</p>}
      <ul className="leaves">
        {open.map((leave) => (
          <li key={leave.id} className="leave">
            <span>
              {t('repSettings.span', { from: time(leave.from), to: time(leave.to) })}
              {Date.parse(leave.from) <= now && <span className="chip">{t('repSettings.now')}</span>}
            </span>
            {editable && (
              <Button
                size="small"
                aria-label={t('repSettings.cancelName', { from: time(leave.from) })}
                onClick={() => setAsked(leave)}
              >
                {t('repSettings.cancel')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {past > 0 && <p className="quiet small">{t('repSettings.past', { count: past })}</p>}
      {editable && <AddLeave rep={rep} />}
      {asked && <Cancel rep={rep} leave={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

function AddLeave({ rep }: { rep: RepProfile }) {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({ from: '', to: '' });
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [own, setOwn] = useState('');
  const add = useMutation({
    mutationFn: (leave: Leave) => sendSurely((id) => addLeave(rep.id, leave, id), requestId),
    onSuccess: () => {
      change({ from: '', to: '' });
      void message.success(t('repSettings.added'));
    },
    // Not waited for: the next leave may be added while the list is read again.
    onSettled: () => void queries.invalidateQueries(REP_QUERIES),
  });
  const change = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part });
    setRequestId(crypto.randomUUID());
    setOwn('');
    if (add.isError) add.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [from, to] = [fromWallTime(draft.from, user.timeZone), fromWallTime(draft.to, user.timeZone)];
    if (!from || !to) return setOwn(t('repSettings.needBoth'));
    if (from >= to) return setOwn(t('repSettings.wrongOrder'));
    if (!add.isPending) add.mutate({ from, to });
  };
  const refused = faultsByField(add.error);
  const overlapped = overlappedBy(add.error, rep.leaves);
  const field = (key: 'from' | 'to') => (
    <Field label={t(`repSettings.${key}`)} fault={refused[key]}>
      <input
        className="field"
        type="datetime-local"
        value={draft[key]}
        onChange={({ target }) => change({ [key]: target.value })}
      />
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate aria-label={t('repSettings.add')}>
      <div className="pair">
        {field('from')}
        {field('to')}
      </div>
      {own && (
        <p className="form-fault" role="alert">
          {own}
        </p>
      )}
      {overlapped ? (
        <p className="form-fault" role="alert">
          {t('repSettings.overlaps', { from: time(overlapped.from), to: time(overlapped.to) })}
        </p>
      ) : (
        <FormFault error={add.error} />
      )}
      <Button htmlType="submit" loading={add.isPending}>
        {t('repSettings.add')}
      </Button>
    </form>
  );
}

/** The leave that a new one overlaps, as the refusal names it. */
function overlappedBy(error: unknown, leaves: RepLeave[]): RepLeave | undefined {
  if (!(error instanceof ApiError) || error.code !== 'LEAVE_OVERLAPS') return undefined;
  return leaves.find(({ id }) => id === error.metadata.leave_id);
}

function Cancel({ rep, leave, onClose }: { rep: RepProfile; leave: RepLeave; onClose(): void }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const fail = useFailure();
  const run = useMutation({
    mutationFn: () => sendSurely((requestId) => cancelLeave(rep.id, leave.id, requestId)),
    onSuccess: () => void message.success(t('repSettings.cancelled')),
    onError: fail,
    onSettled: () => {
      onClose();
      return queries.invalidateQueries(REP_QUERIES);
    },
  });
  return (
    <Ask title={t('repSettings.cancel')} busy={run.isPending} onOk={() => run.mutate()} onClose={onClose}>
      <p>{t('repSettings.cancelAsk', { from: time(leave.from), to: time(leave.to) })}</p>
    </Ask>
  );
}
