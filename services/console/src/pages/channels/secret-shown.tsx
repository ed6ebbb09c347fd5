import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WithSecret } from '../../api/channels';

/** A new secret, this once. */
export function SecretShown({ of: { endpoint, secret }, onClose }: { of: WithSecret; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const title = t('channels.webhooks.secret', { url: endpoint.url });
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    void message.success(t('channels.webhooks.copied'));
  };
  return (
    <section className="panel" aria-label={title}>
      <h2 className="breakable">{title}</h2>
      <p role="status">{t(secret ? 'channels.webhooks.secretHint' : 'channels.webhooks.noSecret')}</p>
      {secret && (
        <p>
          <code className="breakable" data-secret>
            {secret}
          </code>
        </p>
      )}
      <div className="form-foot">
        {secret && navigator.clipboard && <Button onClick={() => void copy()}>{t('channels.webhooks.copy')}</Button>}
        <Button type="primary" onClick={onClose}>
          {t('channels.webhooks.close')}
        </Button>
      </div>
    </section>
  );
}
