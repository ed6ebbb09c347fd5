import { type AppError, fromClientError } from '@fairlead/service-kit';
import type { Users } from './auth/users';
import type { Clients } from './clients';

const KEEP_MS = 60_000;
const MAX_KEPT = 5000;

/** Display names of reps and users, for answers that show people. Names of reps are kept for a minute. */
export class Directory {
  private readonly kept = new Map<string, { name: string; until: number }>();

  constructor(
    private readonly organization: Pick<Clients['organization'], 'getRep'>,
    private readonly users: Users | undefined,
  ) {}

  /** Names by id (rep ids and `sub`s of people); what has no name is left out. */
  async names(ids: Iterable<string>): Promise<Record<string, string>> {
    const users = this.users?.names();
    const names: Record<string, string> = {};
    const wanted = [...new Set(ids)].filter((id) => id !== '' && !/^(service|client):/.test(id));
    await Promise.all(
      wanted.map(async (id) => {
        const name = users?.get(id) ?? (await this.repName(id));
        if (name) names[id] = name;
      }),
    );
    return names;
  }

  private async repName(id: string): Promise<string> {
    const kept = this.kept.get(id);
    if (kept && Date.now() < kept.until) return kept.name;
    const name = await this.ask(id);
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(id, { name, until: Date.now() + KEEP_MS });
    return name;
  }

  private async ask(repId: string): Promise<string> {
    try {
      return (await this.organization.getRep({ repId })).displayName;
    } catch (error) {
      const failure: AppError = fromClientError(error);
      if (failure.code === 'NOT_FOUND' || failure.code === 'INVALID_ARGUMENT') return '';
      throw failure;
    }
  }
}
