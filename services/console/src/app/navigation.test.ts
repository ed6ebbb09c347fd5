import { describe, expect, it } from 'vitest';
import { PLACES, placeAt, placesOf } from './navigation';

const idsOf = (...roles: string[]) => placesOf({ roles }).map(({ id }) => id);

describe('the navigation', () => {
  it('has what each role works with', () => {
    expect(idsOf('rep')).toEqual([
      'day',
      'customers',
      'visits',
      'pipeline',
      'pool',
      'orders',
      'registrations',
      'cases',
      'dashboard',
      'handovers',
      'candidacies',
      'imports',
      'messages',
      'profile',
    ]);
    expect(idsOf('rep', 'manager', 'admin')).toEqual(PLACES.map(({ id }) => id));
    expect(idsOf('manager')).not.toContain('channels');
    expect(idsOf('operator')).toContain('channels');
    expect(idsOf('admin')).toContain('team');
    expect(idsOf('operator')).toEqual(expect.arrayContaining(['dashboard', 'processes', 'rules']));
    expect(idsOf('operator')).not.toContain('team');
    expect(idsOf('partner')).toEqual([
      'day',
      'customers',
      'visits',
      'pipeline',
      'orders',
      'registrations',
      'messages',
      'profile',
    ]);
  });
  it('gives every place a letter of its own', () => {
    expect(new Set(PLACES.map(({ letter }) => letter)).size).toBe(PLACES.length);
  });
  it('counts a page below a place as the place', () => {
    expect(placeAt('/')).toBe('day');
    expect(placeAt('/customers/c1')).toBe('customers');
    expect(placeAt('/processes/first_contact:1')).toBe('processes');
    expect(placeAt('/visits/new')).toBe('visits');
    expect(placeAt('/products')).toBe('orders');
    expect(placeAt('/cases/board')).toBe('cases');
    expect(placeAt('/contests')).toBe('registrations');
    expect(placeAt('/rules/what-ifs/1')).toBe('rules');
    expect(placeAt('/poolside')).toBeUndefined();
  });
});
