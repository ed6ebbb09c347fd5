import { expect, it } from 'vitest';
import type { Customer } from '../api/types';
import { customerChoices } from './customer-choices';

const known = ['Contoso Pumps', '华为精密', 'contoso valves'].map((name, index) => ({
  person: 'ann',
  id: `k${index}`,
  name,
  place: 'Berlin',
  seenTime: '',
}));
const found = [
  { id: 'k0', displayName: 'Contoso Pumps', city: 'Berlin', country: 'DE' },
  { id: 'f1', displayName: 'Contoso Seals', city: '', country: 'DE' },
] as Customer[];
const ids = (typed: string, most = 6) => customerChoices(known, found, typed, most).map(({ id }) => id);

it('offers whom the device knows, then whom the server found, each once', () => {
  expect(ids(' CONTOSO ')).toEqual(['k0', 'k2', 'f1']);
  expect(ids('精密')).toEqual(['k1', 'k0', 'f1']);
  expect(ids('', 2)).toEqual(['k0', 'k1']);
});
