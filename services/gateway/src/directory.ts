import { fromClientError, isPartner, type Principal } from '@fairlead/service-kit';
import type { Users } from './auth/users';
import type { Clients } from './clients';

const KEEP_MS = 60_000;
const MAX_KEPT = 5000;

/** A name is not worth waiting longer for. */
const WAIT_MS = 2000;
/** How long nobody is asked after an answer that did not come. */
const PAUSE_MS = 5000;

/**
 * Display names of reps and users, for answers that show people. Names of reps are kept for a minute, and longer while
 * assignment does not answer: a name that is missing is no reason to show nothing.
 */
export class Directory {
  private readonly kept = new Map<string, { name: string; until: number }>();
  private pausedUntil = 0;

  constructor(
    private readonly organization: Pick<Clients['organization'], 'getRep'>,
    private readonly users: Users | undefined,
  ) {}

  /** Names by id (rep ids and `sub`s of people) for a reader; what has no name is left out. A partner reads only the own. */
  async names(ids: Iterable<string>, reader: Principal): Promise<Record<string, string>> {
    const users = this.users?.names();
    const names: Record<string, string> = {};
    const named = [...new Set(ids)].filter((id) => id !== '' && !/^(service|client):/.test(id));
    const wanted = isPartner(reader) ? named.filter((id) => id === reader.rep || id === reader.sub) : named;
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
    const now = Date.now();
    if (kept && now < kept.until) return kept.name;
    const name = now < this.pausedUntil ? undefined : await this.ask(id);
    if (name === undefined) return kept?.name ?? '';
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(id, { name, until: now + KEEP_MS });
    return name;
  }

  /** Empty for somebody who is no rep; undefined while assignment does not answer. */
  private async ask(repId: string): Promise<string | undefined> {
    try {
      return (await this.organization.getRep({ repId }, { deadline: WAIT_MS, retry: false })).displayName;
    } catch (error) {
      const { code } = fromClientError(error);
      if (code === 'NOT_FOUND' || code === 'INVALID_ARGUMENT') return '';
      this.pausedUntil = Date.now() + PAUSE_MS;
      return undefined;
    }
  }
}
