/** A word, number, text or sign of an expression; a text with its value. */
export type Token = { kind: 'text'; value: string } | { kind: 'name' | 'number' | 'sign'; value: string };

const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')|(?<name>[A-Za-z_]\w*)|(?<number>\d+)|(?<sign>==|>=|&&|[<.,()[\]]))/y;
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The tokens of an expression; undefined when it has anything that the builder does not write. */
export function tokensOf(expression: string): Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const end = expression.trimEnd().length;
  while (pattern.lastIndex < end) {
    const groups = pattern.exec(expression)?.groups;
    if (!groups) return undefined;
    const { text, name, number, sign } = groups;
    if (text !== undefined) {
      const value = unquote(text);
      if (value === undefined) return undefined;
      tokens.push({ kind: 'text', value });
    } else if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
}

/** The value of a quoted text; undefined for escapes that are not written here. */
function unquote(quoted: string): string | undefined {
  let known = true;
  const value = quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, sign: string) => {
    if (sign.length === 5) return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
    if (/[\\"']/.test(sign)) return sign;
    const meant = ESCAPES[sign];
    if (meant === undefined) known = false;
    return meant ?? '';
  });
  return known ? value : undefined;
}

/** A text as an expression has it. */
export const quote = (value: string): string => JSON.stringify(value);
