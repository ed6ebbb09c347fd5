import { customer as proto } from '@fairlead/proto';
import { prospectNames } from '../domain/prospect-name';
import type { Prospect, Registration } from '../domain/registration';
import { type MatchKey, matchKeys } from './match-keys';

type Identity = Pick<Prospect, 'type' | 'displayName' | 'phone' | 'email' | 'externalRef'>;

/**
 * The values by which a registered prospect is recognised, always in the same order: whoever reserves several takes them
 * one after another, so that of those who share some at least one gets all.
 */
export function prospectKeys(prospect: Identity): MatchKey[] {
  const isPerson = prospect.type === proto.CustomerType.CUSTOMER_TYPE_PERSON;
  const names = isPerson ? [] : prospectNames(prospect.displayName);
  const others = matchKeys(prospect).filter(({ field }) => field !== 'company_name');
  return [...names.map((name): MatchKey => ({ field: 'company_name', key: `name:${name}` })), ...others].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
}

/** The place among those that a registrant may have; a key like others, so that a limit is exact. */
export const slotKey = (registrantId: string, slot: number) => `slot:${registrantId}:${slot}`;

/** Everything that a registration holds while it protects. */
export const heldKeys = ({
  prospect,
  ownerId,
  slot,
}: Pick<Registration, 'prospect' | 'ownerId' | 'slot'>): string[] => [
  ...prospectKeys(prospect).map(({ key }) => key),
  ...(slot < 0 ? [] : [slotKey(ownerId, slot)]),
];
