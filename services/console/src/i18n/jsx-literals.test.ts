import { describe, expect, it } from 'vitest';
import { findLiterals } from './testing/jsx-literals';

const texts = (source: string) => findLiterals(source).map(({ where, text }) => `${where}: ${text}`);

describe('finding texts in components', () => {
  it('finds them between tags, on whatever line', () => {
    expect(texts('const a = () => <p>Hello</p>;')).toEqual(['text: Hello']);
    expect(texts('return (\n  <div>\n    <b>{x}</b> and\n    more\n  </div>\n);')).toEqual(['text: and more']);
    expect(texts("return <p>{n} rows{', all'}</p>;")).toEqual(['text: rows', 'text: , all']);
    expect(texts('const a = ok ? <i>是</i> : <></>;')).toEqual(['text: 是']);
  });
  it('finds them in props that people read or hear', () => {
    expect(
      texts(`return <A title="One" aria-label={'Two'} placeholder={\`\${n} three\`} className="four" />;`),
    ).toEqual(['title: One', 'aria-label: Two', 'placeholder: three']);
    expect(texts('return <A row={(x) => <b title="Deep">{x > 1 && <i>deeper</i>}</b>} />;')).toEqual([
      'title: Deep',
      'text: deeper',
    ]);
  });
  it('leaves alone what nobody reads', () => {
    const source = `
      // <p>a comment</p>
      const list = useState<string>('<p>a string</p>');
      const few = a < b && c > d;
      const pattern = values.filter((v) => /<p>text"</.test(v));
      export function Row<T extends object>({ of }: Props<T>) {
        return <List<Row> label={t('list.any')} id={\`x-\${of}\`}>{' '}· – {t('nav.day')} &nbsp;</List>;
      }`;
    expect(texts(source)).toEqual([]);
  });
});
