import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/http';
import { createRuleSet, type NewRuleSet, RULE_QUERIES } from '../../api/rules';
import { sendSurely } from '../../api/sure';
import { useSession } from '../../app/session';
import { useKept } from '../../components/use-kept';
import { dropKept } from '../../lib/kept';
import { faultsByField } from '../../lib/problem';
import {
  faultyRules,
  isRuleSetDraft,
  type RuleDraft,
  type RuleSetDraft,
  ruleSetDraftOf,
  toRuleSet,
} from '../../lib/rule-draft';

/** A draft that is being typed: kept until it is saved, with what is wrong with it. */
export function useRuleDraft(name: string, fresh: () => RuleSetDraft) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [start, setStart] = useState(fresh);
  const [draft, keep] = useKept<RuleSetDraft>(name, start, isRuleSetDraft);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const save = useMutation({
    mutationFn: (body: NewRuleSet) => sendSurely((requestId) => createRuleSet(body, requestId), draft.requestId),
    onSuccess: ({ version }) => {
      dropKept(localStorage, user.id, name);
      void message.success(t('rules.saved', { version }));
      void navigate(`/rules/${version}`);
    },
    onSettled: () => queries.invalidateQueries(RULE_QUERIES),
  });
  const apply = (part: Partial<RuleSetDraft>, left: Record<string, string>) => {
    keep({ ...draft, ...part, requestId: crypto.randomUUID() });
    setFaults(left);
    if (save.isError) save.reset();
  };
  const without = (prefix: string) =>
    Object.fromEntries(Object.entries(faults).filter(([field]) => !field.startsWith(prefix)));
  return {
    draft,
    faults,
    error: save.error,
    busy: save.isPending,
    isChanged: draft !== start,
    /** Of the version itself. */
    change: (part: Partial<Omit<RuleSetDraft, 'rules' | 'requestId'>>) =>
      apply(part, without(Object.keys(part)[0] ?? '')),
    changeRule: (index: number, part: Partial<RuleDraft>) =>
      apply(
        { rules: draft.rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)) },
        without(`rules[${index}].`),
      ),
    /** More, fewer or in another order: faults no longer know their rules. */
    setRules: (rules: RuleDraft[]) => apply({ rules }, {}),
    /** Takes rules over in place of what is there; each is told from the others although two of a file may have one name. */
    take: (rules: NewRuleSet) => {
      const taken = ruleSetDraftOf(rules, draft.requestId);
      apply({ ...taken, rules: taken.rules.map((rule) => ({ ...rule, key: crypto.randomUUID() })) }, {});
    },
    drop: () => {
      const next = fresh();
      setStart(next);
      keep(next);
      dropKept(localStorage, user.id, name);
      setFaults({});
      save.reset();
    },
    /** Saves it; tells the places of the rules that have faults, of those that the form or the service finds. */
    submit: (onFaults: (places: number[]) => void) => {
      const { body, faults: own } = toRuleSet(draft);
      setFaults(own);
      if (Object.keys(own).length > 0) return onFaults(faultyRules(own));
      save.mutate(body, {
        onError: (error) => {
          if (!(error instanceof ApiError)) return;
          const found = faultsByField(error);
          setFaults(found);
          onFaults(faultyRules(found));
        },
      });
    },
  };
}
