import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../../api/types';
import { describeFault } from '../../lib/fault-words';
import { nameOf } from '../../lib/wording';

interface Props {
  chosen: string[];
  teams: Team[];
  teamNames: Record<string, string>;
  fault?: string;
  onChange(teamIds: string[]): void;
}

/** From so many teams on they can be narrowed by a word. */
const MANY = 12;

/** Several teams by name, in the order in which they were chosen. */
export function TeamTicks({ chosen, teams, teamNames, fault, onChange }: Props) {
  const { t } = useTranslation();
  const [word, setWord] = useState('');
  const foreign = chosen.filter((id) => !teams.some((team) => team.id === id));
  const offered = [...foreign.map((id) => ({ id, displayName: nameOf(teamNames, id) })), ...teams];
  const shown = offered.filter(
    ({ id, displayName }) => chosen.includes(id) || displayName.toLowerCase().includes(word.trim().toLowerCase()),
  );
  return (
    <fieldset className="ticks rule-group">
      <legend>{t('rules.teams')}</legend>
      {offered.length > MANY && (
        <input
          className="field"
          type="search"
          aria-label={t('rules.findTeam')}
          placeholder={t('rules.findTeam')}
          value={word}
          onChange={({ target }) => setWord(target.value)}
        />
      )}
      <div className="team-ticks">
        {shown.map(({ id, displayName }) => (
          <label key={id} className="team-tick">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
            />
            {displayName}
          </label>
        ))}
      </div>
      {fault && (
        <span className="field-fault" role="alert">
          {describeFault(t, fault)}
        </span>
      )}
    </fieldset>
  );
}
