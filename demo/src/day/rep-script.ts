import { type Api, ApiError } from '../api';
import { chance, stableUuid } from '../chance';
import type { RepPlan } from '../company/organization';
import type { DayPlan } from '../company/set-up';

interface MyDay {
  overdue: Item[];
  due: Item[];
  claimable: { leadId: string; since: string; barredUntil?: string }[];
}

interface Item {
  kind: 'obligation' | 'task';
  id: string;
  customerId: string;
  dueTime: string;
}

const CLAIM_SHARE = 0.7;
const CONVERT_SHARE = 0.15;
const NOT_REACHED_SHARE = 0.2;
const TEXTS = [
  'Called, introduced us, agreed on a sample.',
  'Spoke with purchasing; wants the price list.',
  '已电话联系，约好下周拜访。',
];

/** One rep's day, by the public API only. What the rep does depends on the seed, not on the speed of the machine. */
export class RepScript {
  private readonly tried = new Set<string>();
  /** Claims wished for but not yet sent, as of the last look at the list. */
  openWishes = 0;

  constructor(
    readonly rep: RepPlan,
    private readonly api: Api,
    private readonly plan: DayPlan,
    private readonly seed: number,
  ) {}

  /** Looks at the own day once and does what is to be done now. */
  async tick(now: () => number): Promise<void> {
    const day = await this.api.get<MyDay>('/my-day?scope=mine');
    for (const item of [...day.overdue, ...day.due]) {
      if (item.kind === 'obligation' && now() >= this.actAt(item)) await this.contact(item);
    }
    const wishes = day.claimable.filter(
      (lead) => !lead.barredUntil && this.wants(lead.leadId, lead.since) && !this.tried.has(lead.leadId + lead.since),
    );
    this.openWishes = wishes.length;
    for (const lead of wishes.slice(0, 3)) await this.claim(lead.leadId, lead.since);
  }

  /** When the rep gets round to a lead: the quick within the time, the slow mostly too late. */
  private actAt(item: Item): number {
    const duration = this.plan.durationSeconds * 1000;
    const grace = this.plan.graceSeconds * 1000;
    const roll = (what: string) => chance(this.seed, what, item.id, this.rep.id);
    const opened = new Date(item.dueTime).getTime() - duration;
    if (this.rep.manner === 'slow' && roll('forgets') < 0.6) return opened + duration + grace + 60_000;
    if (this.rep.manner === 'slow') return opened + duration * (0.55 + 0.6 * roll('delay'));
    if (roll('late') < 0.1) return opened + duration + grace * 0.4;
    return opened + duration * (0.05 + 0.6 * roll('delay'));
  }

  private async contact(item: Item): Promise<void> {
    const roll = (what: string) => chance(this.seed, what, item.id, this.rep.id);
    if (roll('reached') < NOT_REACHED_SHARE) await this.log(item, 'FOLLOW_UP_OUTCOME_NOT_REACHED', 'first');
    const logged = await this.log(item, 'FOLLOW_UP_OUTCOME_INTERESTED', 'contact');
    if (logged && roll('converts') < CONVERT_SHARE) {
      await this.attempt(() =>
        this.api.post(`/customers/${item.customerId}:convert`, {}, stableUuid('convert', item.customerId)),
      );
    }
  }

  private log(item: Item, outcome: string, step: string): Promise<boolean> {
    const text = TEXTS[Math.floor(chance(this.seed, 'text', item.id, step) * TEXTS.length)] as string;
    const body = { method: 'CONTACT_METHOD_CALL', outcome, content: text };
    const key = stableUuid('follow-up', item.id, this.rep.id, step);
    return this.attempt(() => this.api.post(`/customers/${item.customerId}/follow-ups`, body, key));
  }

  private wants = (leadId: string, since: string) =>
    chance(this.seed, 'claims', leadId, since, this.rep.id) < CLAIM_SHARE && this.rep.manner === 'quick';

  private async claim(leadId: string, since: string): Promise<void> {
    this.tried.add(leadId + since);
    await this.attempt(() =>
      this.api.post(`/leads/${leadId}:claim`, {}, stableUuid('claim', leadId, since, this.rep.id)),
    );
  }

  /** A named refusal (claimed by another, recycled meanwhile) is part of the day; anything else is a fault. */
  private async attempt(command: () => Promise<unknown>): Promise<boolean> {
    try {
      await command();
      return true;
    } catch (error) {
      if (error instanceof ApiError && [403, 404, 409].includes(error.status)) return false;
      throw error;
    }
  }
}
