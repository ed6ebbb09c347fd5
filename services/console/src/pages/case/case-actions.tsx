import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '../../api/cases';
import { useSession } from '../../app/session';
import { Ask } from '../../components/ask';
import { Choice } from '../../components/choice';
import { RepSelect } from '../../components/rep-select';
import { useCaseCommand } from '../../components/use-case-command';
import { type CaseVerb, caseVerbs } from '../../lib/case';
import { fromWallTime, toWallTime } from '../../lib/time';
import { CASE_PRIORITIES } from '../../lib/vocabulary';

const DAY_MS = 86_400_000;

/** What can be done with the case as it stands; merging is offered beside its duplicates. */
export function CaseActions({ found }: { found: Case }) {
  const { t } = useTranslation();
  const { user, isManager } = useSession();
  const [asked, setAsked] = useState<CaseVerb>();
  const verbs = caseVerbs(found, { rep: user.rep ?? '', manages: isManager }, Date.now()).filter(
    (verb) => verb !== 'merge',
  );
  if (verbs.length === 0) return null;
  return (
    <div className="customer-actions">
      {verbs.map((verb, index) => (
        <Button key={verb} type={index === 0 ? 'primary' : 'default'} onClick={() => setAsked(verb)}>
          {t(`case.${verb}`)}
        </Button>
      ))}
      {asked && <AskFor key={asked} found={found} verb={asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

/** Asks for what a command needs, and sends it. */
function AskFor({ found, verb, onClose }: { found: Case; verb: CaseVerb; onClose(): void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [text, setText] = useState('');
  const [until, setUntil] = useState(() => toWallTime(Date.now() + DAY_MS, user.timeZone));
  const [priority, setPriority] = useState(found.priority);
  const [assigneeId, setAssignee] = useState('');
  const run = useCaseCommand(found.id, verb);
  const needsText = ['wait', 'changePriority', 'resolve', 'reopen'].includes(verb);
  const bodies: Partial<Record<CaseVerb, object>> = {
    assign: { assigneeId },
    respond: { text },
    wait: { until: fromWallTime(until, user.timeZone) ?? '', reason: text },
    changePriority: { priority, reason: text },
    resolve: { resolution: text },
    reopen: { reason: text },
  };
  const ready =
    (!needsText || text.trim() !== '') &&
    (verb !== 'assign' || assigneeId !== '') &&
    (verb !== 'wait' || fromWallTime(until, user.timeZone) !== undefined) &&
    (verb !== 'changePriority' || priority !== found.priority);
  return (
    <Ask
      title={t(`case.${verb}`)}
      busy={run.isPending}
      ready={ready}
      onClose={onClose}
      onOk={() => run.mutate(bodies[verb] ?? {}, { onSuccess: onClose })}
    >
      <p>{t(`case.${verb}Ask`)}</p>
      {verb === 'assign' && <RepSelect value={assigneeId} except={found.assigneeId} onChange={setAssignee} />}
      {verb === 'changePriority' && (
        <Choice
          label={t('case.priority')}
          value={priority}
          options={CASE_PRIORITIES.map((id) => [id, t(`casePriority.${id}`)])}
          onChange={setPriority}
        />
      )}
      {verb === 'wait' && (
        <label className="stacked">
          <span>{t('case.until')}</span>
          <input
            className="field"
            type="datetime-local"
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
        </label>
      )}
      {(needsText || verb === 'respond') && (
        <label className="stacked">
          <span>{t(`case.${verb}Text`)}</span>
          <textarea className="field" rows={4} value={text} onChange={({ target }) => setText(target.value)} />
        </label>
      )}
    </Ask>
  );
}
