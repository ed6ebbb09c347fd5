import { readFileSync } from 'node:fs';

/** A rep who signs in. */
export interface Person {
  username: string;
  password: string;
  rep: string;
  team: string;
}

/** Reads a file of people, `[{"username", "password", "rep", "team"}]`; throws one clear sentence for a wrong one. */
export function readPeople(file: string): Person[] {
  const people: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const isPerson = (person: Record<string, unknown> | null) =>
    ['username', 'password', 'rep', 'team'].every((field) => person?.[field] && typeof person[field] === 'string');
  if (!Array.isArray(people) || people.length === 0 || !people.every(isPerson)) {
    throw new Error(`${file} must be a list of people with username, password, rep and team.`);
  }
  return people as Person[];
}
