import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { DUE_WINDOWS, type ProcessChoice } from '../../lib/process';
import { readInstant } from '../../lib/time';

type Due = Pick<ProcessChoice, 'due' | 'after' | 'before'>;

const GIVEN = 'given';

/** When it is due: a window from now on, or the instants that the address gives. */
export function DueChoice({ due, after, before, onChange }: Due & { onChange(change: Partial<Due>): void }) {
  const { t } = useTranslation();
  const { time } = useSession();
  const [from, to] = [readInstant(after), readInstant(before)];
  const between = from !== '' && to !== '' ? 'between' : from ? 'after' : 'before';
  const words = t(`process.given.${between}`, { from: from && time(from), to: to && time(to) });
  const isGiven = from !== '' || to !== '';
  return (
    <Choice
      label={t('process.due')}
      any={t('list.any')}
      value={due || (isGiven ? GIVEN : '')}
      options={[
        ...DUE_WINDOWS.map((id) => [id, t(`process.window.${id}`)] as const),
        ...(isGiven ? [[GIVEN, words] as const] : []),
      ]}
      onChange={(next) => onChange(next === GIVEN ? { due: '' } : { due: next, after: '', before: '' })}
    />
  );
}
