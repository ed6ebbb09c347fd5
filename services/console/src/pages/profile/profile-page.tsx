import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session';
import { LanguageSwitch } from '../../components/language-switch';
import { PageTitle } from '../../components/page-title';
import { useDirectory } from '../../components/use-directory';
import { useNow } from '../../lib/use-now';
import { nameOf } from '../../lib/wording';
import { MailPreferences } from './mail-preferences';

/** Who is signed in, and in which language and time zone the console speaks. */
export function ProfilePage() {
  const { t } = useTranslation();
  const { user, time } = useSession();
  const { teamNames } = useDirectory();
  const now = time(new Date(useNow()).toISOString());
  const facts: [string, string][] = [
    [t('profile.name'), user.displayName],
    [t('profile.username'), user.username],
    [t('profile.roles'), user.roles.map((role) => t(`role.${role}`, { defaultValue: role })).join(', ')],
    [t('column.team'), nameOf(teamNames, user.team)],
    [t('profile.zone'), t('profile.zoneNow', { zone: user.timeZone, time: now })],
  ];
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <PageTitle>{t('nav.profile')}</PageTitle>
      </div>
      <section className="panel" aria-label={t('nav.profile')}>
        <dl className="facts facts-wide">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value || '–'}</dd>
            </div>
          ))}
          <div>
            <dt>{t('app.language')}</dt>
            <dd className="on-paper">
              <LanguageSwitch />
            </dd>
          </div>
        </dl>
        <p className="quiet small">{t('profile.hint')}</p>
      </section>
      <MailPreferences />
    </div>
  );
}
