/** Texts that a component says by itself instead of asking the catalogue. */
export interface Literal {
  /** Name of the prop, or `text` between tags. */
  where: string;
  text: string;
}

const SPOKEN = /^(title|label|alt|placeholder|aria-(label|description|valuetext|roledescription|placeholder))$/;
const LETTER = /\p{L}/u;
/** What stands before a `<` that begins a tag; after a name or a bracket it compares, or opens type arguments. */
const BEFORE_TAG = /(^|[([{}>,;:?&|=!]|\b(return|default))$/;

/** Finds texts between tags, and strings in props that people read or hear. */
export function findLiterals(source: string): Literal[] {
  return new Scanner(source).run();
}

class Scanner {
  private at = 0;
  private readonly found: Literal[] = [];

  constructor(private readonly source: string) {}

  run(): Literal[] {
    this.code('');
    return this.found;
  }

  private note(where: string, text: string): void {
    if (LETTER.test(text)) this.found.push({ where, text: text.trim().replace(/\s+/g, ' ') });
  }

  private looksAt(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  /** Code up to the closing bracket (or the end), with the tags in it. */
  private code(end: '' | '}'): void {
    let before = '';
    for (let depth = 0; this.at < this.source.length; ) {
      const char = this.source[this.at] as string;
      if (char === end && depth === 0) return;
      if (this.skipComment()) continue;
      if (char === "'" || char === '"') this.string(char);
      else if (char === '`') this.template();
      else if (char === '/' && /[(,=:[!&|?]$/.test(before)) this.regex();
      else if (char === '<' && BEFORE_TAG.test(before) && /^<[A-Za-z>]/.test(this.source.slice(this.at, this.at + 2)))
        this.tag();
      else {
        if (char === '{') depth += 1;
        if (char === '}') depth -= 1;
        this.at += 1;
      }
      if (char.trim() !== '') before = (before + char).slice(-8);
    }
  }

  private skipComment(): boolean {
    const [open, close] = this.looksAt('//') ? ['//', '\n'] : ['/*', '*/'];
    if (!this.looksAt(open)) return false;
    const end = this.source.indexOf(close, this.at + 2);
    this.at = end === -1 ? this.source.length : end + close.length;
    return true;
  }

  private string(quote: string): string {
    const start = this.at + 1;
    for (this.at = start; this.at < this.source.length && this.source[this.at] !== quote; this.at += 1)
      if (this.source[this.at] === '\\') this.at += 1;
    const text = this.source.slice(start, this.at);
    this.at += 1;
    return text;
  }

  /** The fixed parts of a template. */
  private template(): string {
    let fixed = '';
    for (this.at += 1; this.at < this.source.length && this.source[this.at] !== '`'; ) {
      if (this.looksAt('${')) {
        this.at += 2;
        this.code('}');
      } else {
        fixed += this.source[this.at];
      }
      this.at += 1;
    }
    this.at += 1;
    return fixed;
  }

  private regex(): void {
    let inClass = false;
    for (this.at += 1; this.at < this.source.length; this.at += 1) {
      const char = this.source[this.at];
      if (char === '\\') this.at += 1;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if ((char === '/' && !inClass) || char === '\n') break;
    }
    this.at += 1;
  }

  /** A tag with its props, and what stands in it. */
  private tag(): void {
    this.at += 1;
    this.typeArguments();
    for (let prop = ''; this.at < this.source.length; ) {
      const char = this.source[this.at] as string;
      if (this.looksAt('/>')) {
        this.at += 2;
        return;
      }
      if (char === '>') {
        this.at += 1;
        this.children();
        return;
      }
      const name = /^[\w:-]+/.exec(this.source.slice(this.at, this.at + 60))?.[0];
      if (name) {
        prop = name;
        this.at += name.length;
      } else if (char === '"' || char === "'") {
        const text = this.string(char);
        if (SPOKEN.test(prop)) this.note(prop, text);
      } else if (char === '{') {
        this.value(prop);
      } else {
        this.at += 1;
      }
    }
  }

  /** `<List<Row> …`: what stands between the name and the props. */
  private typeArguments(): void {
    const name = /^[\w.]+<[\w\s,|]*>/.exec(this.source.slice(this.at, this.at + 120))?.[0];
    if (name) this.at += name.length;
  }

  /** `{…}` of a prop: a string alone in it counts like one without the brackets. */
  private value(prop: string): void {
    const start = this.at + 1;
    this.at = start;
    this.code('}');
    const inside = this.source.slice(start, this.at).trim();
    const fixed = inside.replace(/\$\{[^}]*\}/g, '');
    if (SPOKEN.test(prop) && /^(['"`])[^'"`]*\1$/.test(fixed)) this.note(prop, fixed.slice(1, -1));
    this.at += 1;
  }

  private children(): void {
    for (let text = ''; this.at < this.source.length; ) {
      const char = this.source[this.at] as string;
      if (char !== '<' && char !== '{') {
        text += char;
        this.at += 1;
        continue;
      }
      this.note('text', text.replace(/&\w+;/g, ''));
      text = '';
      if (char === '{') {
        const start = this.at + 1;
        this.at = start;
        this.code('}');
        const inside = this.source.slice(start, this.at).trim();
        if (/^(['"])[^'"]*\1$/.test(inside)) this.note('text', inside.slice(1, -1));
        this.at += 1;
      } else if (this.looksAt('</')) {
        this.at = this.source.indexOf('>', this.at) + 1;
        return;
      } else {
        this.tag();
      }
    }
  }
}
