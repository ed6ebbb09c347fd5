import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Handover } from '../../api/handovers';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useDirectory } from '../../components/use-directory';
import { type HandoverDraft, isStandIn, NO_SHARE, REASONS, RULES, toHandover } from '../../lib/handover-draft';
import { faultsByField } from '../../lib/problem';
import { Checklist } from './checklist';
import { RepField } from './rep-field';

interface Props {
  draft: HandoverDraft;
  /** The handover that is changed; none for a new one. */
  handoverId?: string;
  onChange(draft: HandoverDraft): void;
  save(body: ReturnType<typeof toHandover>, requestId: string): Promise<Handover>;
  onSaved(handover: Handover): void;
  onClose?(): void;
}

const SHARES = 'RECEIVER_RULE_SHARES';
const MAX_SHARES = 50;

/** The terms of a handover, and below them what would go to whom by these terms. */
export function HandoverForm({ draft, handoverId = '', onChange, save, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const { user, isManager } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { reps } = useDirectory();
  const saving = useMutation({
    mutationFn: () => sendSurely((requestId) => save(toHandover(draft, user.timeZone), requestId), draft.requestId),
    onSuccess: (handover) => {
      void message.success(t('handover.saved'));
      onSaved(handover);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['lists'] }),
  });
  const faults = faultsByField(saving.error);
  const change = (part: Partial<HandoverDraft>) => {
    // What was wrong may be right now.
    if (saving.isError) saving.reset();
    onChange({ ...draft, ...part, requestId: crypto.randomUUID() });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving.isPending) saving.mutate();
  };
  const setShare = (index: number, part: Partial<(typeof draft.shares)[number]>) =>
    change({ shares: draft.shares.map((share, at) => (at === index ? { ...share, ...part } : share)) });
  const time = (key: 'start' | 'return', fault: string) => (
    <Field label={t(`handover.${key}`)} fault={faults[fault]}>
      <input
        className="field"
        type="datetime-local"
        value={draft[key]}
        onChange={({ target }) => change({ [key]: target.value } as Partial<HandoverDraft>)}
      />
    </Field>
  );
  return (
    <>
      <form className="panel" onSubmit={submit} noValidate aria-label={t('handover.terms')}>
        <div className="edit-fields">
          {isManager ? (
            <RepField
              label={t('handover.leaver')}
              none={t('handover.choose')}
              reps={reps}
              value={draft.fromRepId}
              disabled={handoverId !== ''}
              fault={faults.fromRepId}
              onChange={(fromRepId) => change({ fromRepId, named: {} })}
            />
          ) : (
            <p className="quiet">{t('handover.ownLeaver')}</p>
          )}
          <Field label={t('handover.reason')} fault={faults.reason}>
            <select className="field" value={draft.reason} onChange={({ target }) => change({ reason: target.value })}>
              {REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`handoverReason.${reason}`)}
                </option>
              ))}
            </select>
          </Field>
          {time('start', 'startTime')}
          {isStandIn(draft) && time('return', 'returnTime')}
        </div>
        <p className="quiet">{t(isStandIn(draft) ? 'handover.standInHint' : 'handover.permanentHint')}</p>
        <div className="edit-fields">
          <RepField
            label={t('handover.leadsTo')}
            none={t('handover.byRule')}
            except={draft.fromRepId}
            value={draft.leadsTo}
            fault={faults['plan.leadsTo']}
            onChange={(leadsTo) => change({ leadsTo })}
          />
          <RepField
            label={t('handover.customersTo')}
            none={t('handover.byRule')}
            except={draft.fromRepId}
            value={draft.customersTo}
            fault={faults['plan.customersTo']}
            onChange={(customersTo) => change({ customersTo })}
          />
          <Field label={t('handover.rule')} fault={faults['plan.shares']}>
            <select className="field" value={draft.rule} onChange={({ target }) => change({ rule: target.value })}>
              {RULES.map((rule) => (
                <option key={rule} value={rule}>
                  {t(`receiverRule.${rule}`)}
                </option>
              ))}
            </select>
          </Field>
        </div>
        {draft.rule === SHARES && (
          <fieldset className="share-group">
            <legend>{t('handover.shares')}</legend>
            {draft.shares.map((share, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a share has no other name than its place.
              <div className="edit-fields" key={index}>
                <RepField
                  label={t('handover.receiver', { number: index + 1 })}
                  none={t('handover.choose')}
                  except={draft.fromRepId}
                  value={share.repId}
                  fault={faults[`plan.shares[${index}].repId`]}
                  onChange={(repId) => setShare(index, { repId })}
                />
                <Field label={t('handover.weight')} fault={faults[`plan.shares[${index}].weight`]}>
                  <input
                    className="field"
                    inputMode="numeric"
                    value={share.weight}
                    onChange={({ target }) => setShare(index, { weight: target.value })}
                  />
                </Field>
              </div>
            ))}
            {draft.shares.length < MAX_SHARES && (
              <Button size="small" onClick={() => change({ shares: [...draft.shares, NO_SHARE] })}>
                {t('handover.addShare')}
              </Button>
            )}
          </fieldset>
        )}
        <Field label={t('handover.note')} fault={faults.note}>
          <textarea
            className="field"
            rows={3}
            value={draft.note}
            onChange={({ target }) => change({ note: target.value })}
          />
        </Field>
        <FormFault error={saving.error} />
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={draft.fromRepId === ''}>
            {t('handover.save')}
          </Button>
          {onClose && <Button onClick={onClose}>{t('app.cancel')}</Button>}
        </div>
      </form>
      <Checklist
        draft={draft}
        handoverId={handoverId}
        onName={(leadId, repId) => change({ named: { ...draft.named, [leadId]: repId } })}
      />
    </>
  );
}
