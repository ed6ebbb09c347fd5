import iconv from 'iconv-lite';
import { sourceOf } from '../testing/files';
import { decode, detectEncoding } from './encoding';

const TEXT = '客户名称,电话\n上海测试有限公司,021-5555 0000\n重庆曾国藩,023\n';

async function decoded(bytes: Buffer, piece = 3) {
  const encoding = await detectEncoding(sourceOf(bytes, piece));
  let text = '';
  for await (const part of decode(sourceOf(bytes, piece), encoding)) text += part;
  return { encoding, text };
}

it.each([
  ['utf-8', 'utf8', false],
  ['utf-8', 'utf8', true],
  ['utf-16le', 'utf-16le', true],
  ['utf-16be', 'utf-16be', true],
  ['gb18030', 'gbk', false],
  ['gb18030', 'gb18030', false],
])('%s is told from %s, mark %s', async (encoding, written, addBOM) => {
  for (const piece of [1, 2, 3, 1000]) {
    expect(await decoded(iconv.encode(TEXT, written, { addBOM }), piece)).toEqual({ encoding, text: TEXT });
  }
});

it('is UTF-8 for ASCII, and for GBK that comes only after much ASCII it is not', async () => {
  expect(await detectEncoding(sourceOf('a,b\n1,2\n'))).toBe('utf-8');
  const late = Buffer.concat([Buffer.from('a,b\n'.repeat(50_000)), iconv.encode('客户', 'gbk')]);
  expect(await detectEncoding(sourceOf(late))).toBe('gb18030');
});

it('is Windows-1252 for European text, and not for Chinese words with rare characters', async () => {
  const german = 'Name;Ort\nMüller & Söhne;Köln\nGroß;Düsseldorf\n';
  for (const piece of [1, 1000]) {
    expect(await decoded(iconv.encode(german, 'win1252'), piece)).toEqual({ encoding: 'windows-1252', text: german });
  }
  expect(await decoded(iconv.encode('name\n朱镕基\n', 'gbk'))).toEqual({ encoding: 'gb18030', text: 'name\n朱镕基\n' });
});

it('stays UTF-8 with a bad byte among much text, which is then unreadable and not other words', async () => {
  const bytes = Buffer.concat([Buffer.from(TEXT), Buffer.from([0xe5, 0x0a]), Buffer.from(TEXT)]);
  const { encoding, text } = await decoded(bytes);
  expect(encoding).toBe('utf-8');
  expect(text).toBe(`${TEXT}\ufffd\n${TEXT}`);
});

it('has no binary content', async () => {
  await expect(detectEncoding(sourceOf(Buffer.from('a,b\0\n')))).rejects.toMatchObject({ code: 'NOT_A_TABLE' });
});
