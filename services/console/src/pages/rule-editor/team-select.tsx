import type { Team } from '../../api/types';
import { nameOf } from '../../lib/wording';

interface Props {
  value: string;
  /** Word for no team. */
  any: string;
  teams: Team[];
  teamNames: Record<string, string>;
  onChange(teamId: string): void;
}

/** One of the person's teams; a team of somebody else that is named already stays. */
export function TeamSelect({ value, any, teams, teamNames, onChange }: Props) {
  const foreign = value !== '' && !teams.some(({ id }) => id === value);
  return (
    <select className="field" value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{any}</option>
      {foreign && <option value={value}>{nameOf(teamNames, value)}</option>}
      {teams.map(({ id, displayName }) => (
        <option key={id} value={id}>
          {displayName}
        </option>
      ))}
    </select>
  );
}
