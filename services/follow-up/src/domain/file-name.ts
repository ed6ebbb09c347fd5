import type { Faults } from '@fairlead/service-kit';

export const MAX_FILE_NAME = 200;
/** Characters that turn the reading direction: with them `exe.gpj` reads as a picture. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const LINE_BREAK = /[\t\n\r\u2028\u2029]/u;

/** Names every fault of a file's name as a person gave it. */
export function checkFileName(faults: Faults, field: string, name: string): Faults {
  faults.text(field, name, { min: 1, max: MAX_FILE_NAME });
  faults.check(!LINE_BREAK.test(name), field, 'must be one line');
  faults.check(!/[/\\]/.test(name), field, 'must be a name without a path');
  faults.check(name !== '.' && name !== '..', field, 'must not be . or ..');
  return faults.check(!DIRECTION.test(name), field, 'must not turn the reading direction');
}
