import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox } from './secret-box';

const key = () => randomBytes(32).toString('base64');

describe('a box of secrets', () => {
  it('opens what it sealed, for the same record only', () => {
    const box = SecretBox.of('k1', { k1: key() });
    const sealed = box.seal('whsec_abc', 'endpoint-1');
    expect(sealed).not.toContain('abc');
    expect(box.seal('whsec_abc', 'endpoint-1')).not.toBe(sealed);
    expect(box.open(sealed, 'endpoint-1')).toBe('whsec_abc');
    expect(() => box.open(sealed, 'endpoint-2')).toThrow();
    expect(() => box.open(`${sealed.slice(0, -6)}AAAA==`, 'endpoint-1')).toThrow();
  });

  it('seals with the current key and still opens with former ones, as long as they are there', () => {
    const [k1, k2] = [key(), key()];
    const sealed = SecretBox.of('k1', { k1 }).seal('s', 'e');
    const both = SecretBox.of('k2', { k1, k2 });
    expect(both.open(sealed, 'e')).toBe('s');
    const again = both.seal('s', 'e');
    expect(SecretBox.of('k2', { k2 }).open(again, 'e')).toBe('s');
    expect(() => SecretBox.of('k2', { k2 }).open(sealed, 'e')).toThrow('The key k1');
  });

  it.each([
    ['no JSON', '{'],
    ['a short key', JSON.stringify({ current: 'k', keys: { k: 'c2hvcnQ=' } })],
    ['no current key', JSON.stringify({ current: 'x', keys: { k: randomBytes(32).toString('base64') } })],
  ])('refuses a file with %s, without repeating it', (_what, content) => {
    const path = join(mkdtempSync(join(tmpdir(), 'fairlead-keys-')), 'keys.json');
    writeFileSync(path, content);
    expect(() => SecretBox.fromFile(path)).toThrow(path);
    expect(() => SecretBox.fromFile(path)).not.toThrow('c2hvcnQ');
  });
});
