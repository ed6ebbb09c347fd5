import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../app/session';
import { KNOWN_OWNER } from '../lib/candidacy-words';

/** A rule and its version; a way to it for those who may read rules. */
export function RuleName({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation();
  const { seesOthers } = useSession();
  if (version === 0) return null;
  const rule = id === KNOWN_OWNER ? t('decision.knownOwner') : id;
  const name = id === '' ? t('decision.version', { version }) : t('why.byRule', { rule, version });
  return seesOthers ? <Link to={`/rules/${version}`}>{name}</Link> : <span>{name}</span>;
}
