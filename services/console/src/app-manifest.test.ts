import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../shell-files';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file));
const manifest = (file: string) => JSON.parse(read(`public/${file}`).toString());

/** Width and height of a PNG, as its header says. */
const sizeOf = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

describe('the manifests', () => {
  const [english, chinese] = ['manifest.webmanifest', 'manifest.zh.webmanifest'].map(manifest);
  it('are of one app: they differ in words alone', () => {
    const wordless = ({ lang, name, short_name, description, shortcuts, ...rest }: Record<string, never[]>) => ({
      ...rest,
      urls: (shortcuts as { url: string }[]).map(({ url }) => url),
    });
    expect(wordless(chinese)).toEqual(wordless(english));
    expect([english.lang, chinese.lang]).toEqual(['en', 'zh-CN']);
    expect(wordless(english)).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone' });
  });
  it('name icons that are there, of the sizes that they say', () => {
    for (const { src, sizes } of english.icons) expect([src, sizeOf(read(`public${src}`))]).toEqual([src, sizes]);
    const has = (purpose: string) => english.icons.filter((icon: { purpose: string }) => icon.purpose === purpose);
    expect([has('any').length, has('maskable').length]).toEqual([2, 2]);
  });
  it('has the colour of the page', () => {
    expect(read('index.html').toString()).toContain(`<meta name="theme-color" content="${english.theme_color}" />`);
  });
});

describe('the files of the shell', () => {
  const chunks = {
    'index.html': { file: 'assets/a.js', css: ['assets/a.css'], imports: ['_shared.js'] },
    visits: { file: 'assets/v.js', imports: ['index.html', '_shared.js'] },
    _other: { file: 'assets/o.js' },
    '_shared.js': { file: 'assets/s.js' },
  };
  it('are those of its pages with all that they import, and no others', () => {
    expect([...filesOf(chunks, ['index.html', 'visits'])].sort()).toEqual([
      'assets/a.css',
      'assets/a.js',
      'assets/s.js',
      'assets/v.js',
    ]);
  });
  it('have to be in the build', () => {
    expect(() => filesOf(chunks, ['gone'])).toThrow('gone');
  });
});
