import type { RowInput } from './row-to-input';

interface Named {
  id: string;
  displayName: string;
}

/** Reps and teams by what tables call them: the id, or a display name that only one has. */
export class OwnerNames {
  private readonly reps: Map<string, string>;
  private readonly teams: Map<string, string>;

  constructor(reps: Named[], teams: Named[]) {
    this.reps = index(reps);
    this.teams = index(teams);
  }

  /** The row with ids where it had names; what nobody is called stays, to be named in the fault. */
  resolve(row: RowInput): RowInput {
    const { ownerId, teamId } = row;
    return {
      ...row,
      ownerId: this.reps.get(fold(ownerId)) ?? ownerId,
      teamId: this.teams.get(fold(teamId)) ?? teamId,
    };
  }
}

const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase();

function index(all: Named[]): Map<string, string> {
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id, displayName } of all) {
    const name = fold(displayName);
    if (names.has(name)) twice.add(name);
    names.set(name, id);
  }
  for (const name of twice) names.delete(name);
  for (const { id } of all) names.set(fold(id), id);
  return names;
}
