import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  convertRegistration,
  extendRegistration,
  type Registration,
  withdrawRegistration,
} from '../../api/registrations';
import { Ask } from '../../components/ask';
import { type Evidence, EvidenceFields, isCase, NO_EVIDENCE } from '../../components/evidence-fields';
import { useRegistrationCommand } from '../../components/use-registration-command';
import { isOver } from '../../lib/registration';

/** What can be done with a registration that protects. */
export function RegistrationActions({ registration }: { registration: Registration }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'extend' | 'convert' | 'withdraw'>();
  const close = () => setAsked(undefined);
  if (isOver(registration)) return null;
  return (
    <div className="customer-actions">
      <Button type="primary" disabled={registration.extensionsLeft === 0} onClick={() => setAsked('extend')}>
        {t('registration.extend')}
      </Button>
      <Button onClick={() => setAsked('convert')}>{t('registration.convert')}</Button>
      <Button onClick={() => setAsked('withdraw')}>{t('registration.withdraw')}</Button>
      <span className="quiet">{t('registration.extensionsLeft', { count: registration.extensionsLeft })}</span>
      {asked === 'extend' && <Extend registration={registration} onClose={close} />}
      {asked === 'convert' && <Convert registration={registration} onClose={close} />}
      {asked === 'withdraw' && <Withdraw registration={registration} onClose={close} />}
    </div>
  );
}

interface AskProps {
  registration: Registration;
  onClose(): void;
}

function Extend({ registration, onClose }: AskProps) {
  const { t } = useTranslation();
  const [evidence, setEvidence] = useState<Evidence>(NO_EVIDENCE);
  const run = useRegistrationCommand(
    (requestId) => extendRegistration(registration, evidence, requestId),
    () => t('registration.extended', { name: registration.prospect.displayName }),
  );
  return (
    <Ask
      title={t('registration.extend')}
      busy={run.isPending}
      ready={isCase(evidence.evidence)}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <p>{t('registration.extendAsk')}</p>
      <EvidenceFields value={evidence} onChange={setEvidence} />
    </Ask>
  );
}

function Convert({ registration, onClose }: AskProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  // The address of the customer's page, as it is copied out of the browser, or the id alone.
  const customerId = /[0-9a-f-]{36}/i.exec(address)?.[0] ?? '';
  const run = useRegistrationCommand(
    (requestId) => convertRegistration(registration, customerId, requestId),
    () => t('registration.converted', { name: registration.prospect.displayName }),
  );
  return (
    <Ask
      title={t('registration.convert')}
      busy={run.isPending}
      ready={customerId !== ''}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <p>{t('registration.convertAsk')}</p>
      <label className="stacked">
        <span>{t('registration.customerAddress')}</span>
        <input className="field" value={address} onChange={({ target }) => setAddress(target.value)} />
      </label>
    </Ask>
  );
}

function Withdraw({ registration, onClose }: AskProps) {
  const { t } = useTranslation();
  const run = useRegistrationCommand(
    (requestId) => withdrawRegistration(registration, requestId),
    () => t('registration.withdrawn', { name: registration.prospect.displayName }),
  );
  return (
    <Ask
      title={t('registration.withdraw')}
      busy={run.isPending}
      onClose={onClose}
      onOk={() => run.mutate(undefined, { onSuccess: onClose })}
    >
      <p>{t('registration.withdrawAsk')}</p>
    </Ask>
  );
}
