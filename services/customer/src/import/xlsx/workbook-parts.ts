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

/** The first visible sheet with the part that holds it, and the names of the others. */
export function firstSheet(
  workbook: WorkbookPart,
  relations: RelationsPart,
): { path: string; name: string; others: string[] } {
  const sheets = workbook.sheets.flatMap(({ relation, ...sheet }) => {
    const path = relations.sheetPath(relation);
    return path ? [{ path, ...sheet }] : [];
  });
  const found = sheets.find(({ visible }) => visible) ?? sheets[0];
  if (!found) throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged: it has no sheet.');
  const others = sheets.filter((sheet) => sheet !== found).map(({ name }) => name);
  return { path: found.path, name: found.name, others };
}
