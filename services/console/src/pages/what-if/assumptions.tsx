import { useTranslation } from 'react-i18next';

const ASSUMPTIONS = ['same', 'ends', 'hand', 'misses'] as const;

/** What a what-if takes for granted. */
export function Assumptions() {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="assumptions">
      <h2 id="assumptions">{t('whatIf.assumptions')}</h2>
      <ul className="assumptions">
        {ASSUMPTIONS.map((id) => (
          <li key={id}>{t(`whatIf.assumption.${id}`)}</li>
        ))}
      </ul>
    </section>
  );
}
