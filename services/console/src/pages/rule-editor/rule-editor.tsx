import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session';
import { Field } from '../../components/field';
import { FormFault } from '../../components/form-fault';
import { useDirectory } from '../../components/use-directory';
import { describeFault } from '../../lib/fault-words';
import { formatList } from '../../lib/format-list';
import {
  faultsOfRule,
  faultyRules,
  freeName,
  MAX_RULES,
  newRule,
  type RuleDraft,
  type RuleSetDraft,
} from '../../lib/rule-draft';
import { RuleFileButton } from './rule-file-button';
import { RuleItem } from './rule-item';
import { TeamSelect } from './team-select';
import { useMoving } from './use-moving';
import { useRuleDraft } from './use-rule-draft';

interface Props {
  /** Under which it is kept. */
  name: string;
  fresh(): RuleSetDraft;
}

/** The rules of a draft in their order, with what goes for all of them. */
export function RuleEditor({ name, fresh }: Props) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const { teams, teamNames } = useDirectory();
  const editor = useRuleDraft(name, fresh);
  const { draft, faults } = editor;
  const { rules } = draft;
  const [opened, setOpened] = useState(() => (rules.length === 1 ? rules[0]?.key : undefined));
  const [said, setSaid] = useState('');
  const moving = useMoving(rules, (next, id, place) => {
    editor.setRules(next);
    setSaid(t('rules.movedTo', { id, number: place + 1, count: next.length }));
  });
  const add = (rule: RuleDraft, place: number) => {
    editor.setRules(rules.toSpliced(place, 0, rule));
    setOpened(rule.key);
  };
  const taken = rules.map(({ id }) => id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!editor.busy) editor.submit(([first]) => first !== undefined && setOpened(rules[first]?.key));
  };
  const faulty = faultyRules(faults);
  return (
    <form onSubmit={submit} noValidate aria-label={t('rules.newTitle')} className="rule-editor">
      <div className="panel">
        <Field label={t('rules.description')} fault={faults.description}>
          <input
            className="field"
            value={draft.description}
            onChange={({ target }) => editor.change({ description: target.value })}
          />
        </Field>
        <Field label={t('rules.fallback')} fault={faults.fallbackTeamId}>
          <TeamSelect
            value={draft.fallbackTeamId}
            any={t('followUp.choose')}
            teams={teams}
            teamNames={teamNames}
            onChange={(fallbackTeamId) => editor.change({ fallbackTeamId })}
          />
        </Field>
        <label>
          <input
            type="checkbox"
            checked={draft.knownOwnerFirst}
            onChange={({ target }) => editor.change({ knownOwnerFirst: target.checked })}
          />{' '}
          {t('rules.knownOwnerFirst')}
        </label>
      </div>
      <p className="quiet rule-order">
        {t('rules.order')} {rules.length > 1 && t('rules.moveHint')}
      </p>
      <ol className="rule-list">
        {rules.map((rule, index) => (
          <RuleItem
            key={rule.key}
            rule={rule}
            number={index + 1}
            count={rules.length}
            open={opened === rule.key}
            faults={faultsOfRule(faults, index)}
            fallbackTeamId={draft.fallbackTeamId}
            teams={teams}
            teamNames={teamNames}
            onOpen={(open) => setOpened(open ? rule.key : undefined)}
            onChange={(part) => editor.changeRule(index, part)}
            onMove={(step) => moving.move(index, step)}
            onDuplicate={
              rules.length < MAX_RULES
                ? () => add({ ...rule, key: crypto.randomUUID(), id: freeName(rule.id, taken) }, index + 1)
                : undefined
            }
            onDrop={() => {
              editor.setRules(rules.toSpliced(index, 1));
              setSaid(t('rules.dropped', { id: rule.id }));
            }}
          />
        ))}
      </ol>
      <p>
        <Button
          disabled={rules.length >= MAX_RULES}
          onClick={() =>
            add(
              {
                ...newRule(crypto.randomUUID(), taken, t('rules.newRuleId')),
                teamIds: user.team && teams.some(({ id }) => id === user.team) ? [user.team] : [],
              },
              rules.length,
            )
          }
        >
          {t('rules.add')}
        </Button>
      </p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {faults.rules && (
        <p className="form-fault" role="alert">
          {describeFault(t, faults.rules)}
        </p>
      )}
      {faulty.length > 0 && (
        <p className="form-fault" role="alert">
          {t('rules.faultsIn', {
            rules: formatList(
              faulty.map((index) => t('rules.rule', { number: index + 1, id: rules[index]?.id ?? '' })),
              i18n.language,
              'and',
            ),
          })}
        </p>
      )}
      <FormFault error={editor.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={editor.busy}>
          {t('rules.save')}
        </Button>
        {editor.isChanged && <Button onClick={editor.drop}>{t('rules.dropDraft')}</Button>}
        <RuleFileButton onRead={editor.take} />
        <span className="quiet">{t('rules.draftKept')}</span>
      </div>
    </form>
  );
}
