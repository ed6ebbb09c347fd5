import { useTranslation } from 'react-i18next';
import type { Rule } from '../api/rules';
import { sayRule } from '../lib/rule-words';

interface Props {
  rule: Rule;
  fallbackTeamId: string;
  teamNames: Record<string, string>;
}

/** A rule read out in whole sentences. */
export function RuleSays({ rule, fallbackTeamId, teamNames }: Props) {
  const { t, i18n } = useTranslation();
  const sentences = sayRule(rule, fallbackTeamId, { t, language: i18n.language, teamNames });
  return (
    <ul className="rule-says">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
