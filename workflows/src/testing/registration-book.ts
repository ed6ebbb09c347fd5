import { randomUUID } from 'node:crypto';
import { customer } from '@fairlead/proto';
import { AppError } from '@fairlead/service-kit';
import type { RegistrationClient } from '../registration/activities';
import { HOUR } from './obligation-book';

const { ContestState, RegistrationState } = customer;

/**
 * The registrations of the customer service as workflows see them: the same answers in memory, on a clock of the test's
 * choice. The real service has tests of its own.
 */
export class RegistrationBook {
  private readonly kept = new Map<string, customer.Registration>();
  /** What was done by advancing, in order. */
  readonly done: { id: string; what: string; at: number }[] = [];
  /** The next so many calls of any kind fail as if the service were away. */
  failures = 0;
  calls = 0;

  constructor(private readonly now: () => Promise<number>) {}

  /** Protects for 100 hours and reminds 20 hours before. */
  async open({ protectHours = 100, remindHours = 80 } = {}): Promise<customer.Registration> {
    const start = await this.now();
    const registration = customer.Registration.fromPartial({
      id: randomUUID(),
      state: RegistrationState.REGISTRATION_STATE_ACTIVE,
      registrantId: 'ann',
      teamId: 'south',
      protectedUntil: new Date(start + protectHours * HOUR),
      remindTime: new Date(start + remindHours * HOUR),
    });
    this.kept.set(registration.id, registration);
    return this.refresh(registration);
  }

  get(id: string): customer.Registration {
    const registration = this.kept.get(id);
    if (!registration) throw new AppError('NOT_FOUND', 'REGISTRATION_NOT_FOUND', `No registration ${id}.`);
    return registration;
  }

  forget(id: string): void {
    this.kept.delete(id);
  }

  /** Extended on evidence. */
  extend(id: string, hours: number): void {
    const registration = this.get(id);
    registration.protectedUntil = new Date((registration.protectedUntil as Date).getTime() + hours * HOUR);
    registration.remindTime = new Date(registration.protectedUntil.getTime() - 20 * HOUR);
    this.refresh(registration);
  }

  async contest(id: string, hours: number): Promise<void> {
    const deadline = new Date((await this.now()) + hours * HOUR);
    const registration = this.get(id);
    registration.contests.push(
      customer.Contest.fromPartial({ id: randomUUID(), state: ContestState.CONTEST_STATE_OPEN, deadline }),
    );
    registration.state = RegistrationState.REGISTRATION_STATE_CONTESTED;
    this.refresh(registration);
  }

  async end(id: string, state = RegistrationState.REGISTRATION_STATE_WITHDRAWN): Promise<void> {
    const registration = this.get(id);
    registration.state = state;
    registration.endTime = new Date(await this.now());
    this.refresh(registration);
  }

  readonly client: RegistrationClient = {
    getRegistration: async ({ registrationId }) => this.answer(() => this.get(String(registrationId))),
    listRegistrations: async () =>
      this.answer(() => ({
        registrations: [...this.kept.values()].filter(({ dueTime }) => dueTime),
        nextPageToken: '',
      })),
    advanceRegistration: async ({ registrationId }) => {
      const now = await this.now();
      return this.answer(() => this.advance(this.get(String(registrationId)), now));
    },
  };

  /** What the service does when something is due: remind, escalate once, let the registration stand, end it. */
  private advance(registration: customer.Registration, now: number): customer.Registration {
    const { id } = registration;
    const note = (what: string) => this.done.push({ id, what, at: now });
    if (!registration.dueTime || registration.dueTime.getTime() > now) return registration;
    if (registration.remindTime && registration.remindTime.getTime() <= now) {
      registration.remindTime = undefined;
      note('reminded');
    }
    const contest = this.openContest(registration);
    if (contest && (contest.deadline as Date).getTime() <= now) {
      if (contest.escalated) contest.state = ContestState.CONTEST_STATE_LAPSED;
      else contest.deadline = new Date(now + 10 * HOUR);
      note(contest.escalated ? 'lapsed' : 'escalated');
      contest.escalated = true;
    }
    if (!this.openContest(registration)) {
      registration.state = RegistrationState.REGISTRATION_STATE_ACTIVE;
      if ((registration.protectedUntil as Date).getTime() <= now) {
        registration.state = RegistrationState.REGISTRATION_STATE_EXPIRED;
        registration.endTime = new Date(now);
        note('expired');
      }
    }
    return this.refresh(registration);
  }

  private openContest = ({ contests }: customer.Registration) =>
    contests.find(({ state }) => state === ContestState.CONTEST_STATE_OPEN);

  private refresh(registration: customer.Registration): customer.Registration {
    const { remindTime, protectedUntil, endTime } = registration;
    const end = this.openContest(registration)?.deadline ?? protectedUntil;
    const times = [remindTime, end].flatMap((time) => (time ? [time.getTime()] : []));
    registration.dueTime = endTime ? undefined : new Date(Math.min(...times));
    return registration;
  }

  private answer<T>(work: () => T): T {
    this.calls += 1;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new AppError('UNAVAILABLE', 'DOWN', 'The service is away.');
    }
    return structuredClone(work());
  }
}
