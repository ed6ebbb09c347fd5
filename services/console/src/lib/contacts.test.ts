import { describe, expect, it } from 'vitest';
import { contactsAfter } from './contacts';

const contact = (id: string, name = id) => ({ id, name, title: '', phone: '', email: '' });

describe('a change of a contact', () => {
  const contacts = [contact('a'), contact('b')];

  it('adds at the end, changes in place, removes', () => {
    expect(contactsAfter(contacts, { after: contact('c', 'new') })).toEqual([...contacts, contact('c', 'new')]);
    const renamed = contact('a', 'Ann');
    expect(contactsAfter(contacts, { before: contact('a'), after: renamed })).toEqual([renamed, contact('b')]);
    expect(contactsAfter(contacts, { before: contact('a') })).toEqual([contact('b')]);
  });

  it('adds one once, however often it is asked', () => {
    const added = contactsAfter(contacts, { after: contact('c') }) ?? [];
    expect(contactsAfter(added, { after: contact('c', 'Cem') })).toEqual([...contacts, contact('c', 'Cem')]);
  });

  it('does not touch a contact that somebody else changed or removed', () => {
    expect(contactsAfter([contact('a', 'Eve')], { before: contact('a'), after: contact('a', 'Ann') })).toBeUndefined();
    expect(contactsAfter([], { before: contact('a') })).toBeUndefined();
  });
});
