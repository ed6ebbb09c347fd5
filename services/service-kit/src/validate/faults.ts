import { type Fault, invalidArgument } from '../errors/app-error';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;
// Control characters other than tab and line breaks have no place in a text.
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Collects every fault of a request before anything is written. */
export class Faults {
  private readonly list: Fault[] = [];

  add(field: string, description: string): this {
    this.list.push({ field, description });
    return this;
  }

  addAll(faults: Fault[]): this {
    this.list.push(...faults);
    return this;
  }

  check(condition: boolean, field: string, description: string): this {
    if (!condition) this.add(field, description);
    return this;
  }

  /** A text of `min` to `max` characters (code points), without control characters. */
  text(field: string, value: string, { min = 0, max }: { min?: number; max: number }): this {
    const length = [...value].length;
    if (value.trim().length === 0 && min > 0) return this.add(field, 'must not be empty');
    if (length < min || length > max) {
      return this.add(field, `must have ${min > 0 ? `${min} to` : 'at most'} ${max} characters, has ${length}`);
    }
    return this.check(!CONTROL.test(value), field, 'must not contain control characters');
  }

  uuid(field: string, value: string): this {
    return this.check(UUID.test(value), field, 'must be a UUID');
  }

  /** An id chosen by a person: lower-case letters, digits and dashes, at most 60. */
  slug(field: string, value: string): this {
    return this.check(SLUG.test(value), field, 'must be lower-case letters, digits and dashes, at most 60');
  }

  /** What was found so far. */
  get found(): readonly Fault[] {
    return this.list;
  }

  get any(): boolean {
    return this.list.length > 0;
  }

  /** Throws INVALID_ARGUMENT naming every fault, when there is any. */
  throwIfAny(): void {
    if (this.any) throw invalidArgument(this.list);
  }
}

export const isUuid = (value: string) => UUID.test(value);
