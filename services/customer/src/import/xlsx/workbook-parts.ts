import { ImportFileError } from '../import-file-error';
import type { XmlHandler } from './xml-reader';

/** The sheets in the order of the workbook. */
export class WorkbookPart implements XmlHandler {
  readonly sheets: { name: string; relation: string; visible: boolean }[] = [];
  date1904 = false;

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'workbookPr') this.date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet') return;
    const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
    this.sheets.push({ name: attributes.name ?? '', relation, visible: (attributes.state ?? 'visible') === 'visible' });
  }

  text(): void {}
  close(): void {}
}

/** Which part holds which sheet. */
export class RelationsPart implements XmlHandler {
  private readonly targets = new Map<string, string>();

  /** Sheets of cells only, not of charts. */
  sheetPath(relation: string): string | undefined {
    return this.targets.get(relation);
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name !== 'Relationship' || !attributes.Type?.endsWith('/worksheet')) return;
    const target = attributes.Target ?? '';
    this.targets.set(
      attributes.Id ?? '',
      target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    );
  }

  text(): void {}
  close(): void {}
}

/** The sheet to be read: the named one, else the first that is visible. */
export function chooseSheet(
  workbook: WorkbookPart,
  relations: RelationsPart,
  wanted?: string,
): { name: string; path: string; names: string[] } {
  const sheets = workbook.sheets.flatMap(({ name, relation, visible }) => {
    const path = relations.sheetPath(relation);
    return path ? [{ name, path, visible }] : [];
  });
  if (sheets.length === 0) throw new ImportFileError('BROKEN_XLSX', 'the workbook has no sheet');
  const names = sheets.map(({ name }) => name);
  const found =
    wanted === undefined ? (sheets.find(({ visible }) => visible) ?? sheets[0]) : sheets.find((s) => s.name === wanted);
  if (!found) throw new ImportFileError('NO_SUCH_SHEET', `no sheet "${wanted}"; there are: ${names.join(', ')}`);
  return { name: found.name, path: found.path, names };
}
