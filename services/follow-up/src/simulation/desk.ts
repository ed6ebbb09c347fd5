import type { Agenda } from './agenda';
import type { Person } from './people';
import { workingHoursAfter } from './working-hours';

/** A piece of work on somebody's desk. */
export interface Work {
  id: string;
  /** Working hours that it takes. */
  hours: number;
  urgent: boolean;
  begin(now: Date): void;
  end(now: Date): void;
}

/** Somebody who does one thing after the other: what is urgent first, else in the order in which it came. */
export class Desk {
  private readonly waiting: Work[] = [];
  private busy = false;
  /** What the person has, whether begun or not. */
  open = 0;

  constructor(
    private readonly agenda: Agenda,
    readonly person: Person,
  ) {}

  put(work: Work, now: Date): void {
    this.waiting.push(work);
    this.next(now);
  }

  /** Somebody asks for it. */
  hurry(id: string): void {
    const work = this.waiting.find((each) => each.id === id);
    if (work) work.urgent = true;
  }

  private next(now: Date): void {
    if (this.busy || this.waiting.length === 0) return;
    this.busy = true;
    const urgent = this.waiting.findIndex((work) => work.urgent);
    const [work] = this.waiting.splice(Math.max(urgent, 0), 1) as [Work];
    const { leave } = this.person;
    const begin = workingHoursAfter(now, 0.01, leave);
    this.agenda.at(begin, work.begin);
    this.agenda.at(workingHoursAfter(begin, work.hours, leave), (end) => {
      this.busy = false;
      work.end(end);
      this.next(end);
    });
  }
}
