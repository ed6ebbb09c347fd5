import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleSet } from '../api/rules';
import { Ask } from './ask';
import { usePublish } from './use-publish';

interface Props {
  ruleSet: Pick<RuleSet, 'version' | 'state'>;
  /** Version that gives way; undefined when none is in force. */
  inForce?: number;
}

/** Puts a version into force, or a former one again, after a question. */
export function PublishRules({ ruleSet: { version, state }, inForce }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const publish = usePublish(version);
  const title = t(state === 'RULE_SET_STATE_RETIRED' ? 'rules.publishAgain' : 'rules.publish');
  const close = () => setAsked(false);
  return (
    <>
      <Button type="primary" onClick={() => setAsked(true)}>
        {title}
      </Button>
      {asked && (
        <Ask
          title={title}
          busy={publish.isPending}
          onOk={() => publish.mutate(undefined, { onSettled: close })}
          onClose={close}
        >
          <p>{t('rules.publishAsk', { version })}</p>
          {inForce !== undefined && <p>{t('rules.replaces', { version: inForce })}</p>}
        </Ask>
      )}
    </>
  );
}
