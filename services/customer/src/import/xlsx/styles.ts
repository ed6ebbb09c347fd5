import type { XmlHandler } from './xml-reader';

/** How a number with a style is to be read. */
export type NumberKind = 'number' | 'date' | { digits: number };

const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Tells dates and numbers with leading zeros by the formats of the workbook. */
export class StylesPart implements XmlHandler {
  private readonly formats = new Map<number, string>();
  private readonly styles: number[] = [];
  private readonly kinds: NumberKind[] = [];
  private inCellFormats = false;

  kind(style: number): NumberKind {
    const known = this.kinds[style];
    if (known) return known;
    const id = this.styles[style] ?? 0;
    const kind = isBuiltInDate(id) ? 'date' : kindOf(this.formats.get(id) ?? '');
    this.kinds[style] = kind;
    return kind;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'numFmt') this.formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
    else if (name === 'cellXfs') this.inCellFormats = true;
    else if (name === 'xf' && this.inCellFormats) this.styles.push(Number(attributes.numFmtId ?? 0));
  }

  text(): void {}

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false;
  }
}

function kindOf(format: string): NumberKind {
  if (/^0{2,}$/.test(format)) return { digits: format.length };
  // Without literal text, escaped characters, colours and locales; elapsed times such as [h] stay.
  const bare = format
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .replaceAll(/general/gi, '');
  return /[ymdhs]/i.test(bare.split(';')[0]!) ? 'date' : 'number';
}
