import type { Section } from './parameters';

export const START = '<!-- parameters: made by `npm run charts:readme`, not by hand -->';

const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The README with a new list of parameters below its mark. */
export function renderReadme(readme: string, sections: Section[]): string {
  const [head = ''] = readme.split(START);
  const tables = sections.map(({ title, text, parameters }) =>
    [
      `### ${title}`,
      '',
      ...(text === '' ? [] : [text, '']),
      row(['Name', 'Meaning', 'Default']),
      '|---|---|---|',
      ...parameters.map(({ name, description, fallback }) => row([`\`${name}\``, description, `\`${fallback}\``])),
    ].join('\n'),
  );
  return `${head.trimEnd()}\n\n${START}\n\n${tables.join('\n\n')}\n`;
}
