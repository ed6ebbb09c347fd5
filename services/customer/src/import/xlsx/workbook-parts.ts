import { ImportFileError } from '../import-file-error';
import type { XmlHandler } from './xml-reader';

/** The sheets in the order of the workbook. */
export class WorkbookPart implements XmlHandler {
  readonly sheets: { relation: string; visible: boolean }[] = [];
  date1904 = false;

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'workbookPr') this.date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet') return;
    const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
    this.sheets.push({ relation, visible: (attributes.state ?? 'visible') === 'visible' });
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

/** The part that holds the first visible sheet. */
export function sheetPath(workbook: WorkbookPart, relations: RelationsPart): string {
  const sheets = workbook.sheets.flatMap(({ relation, visible }) => {
    const path = relations.sheetPath(relation);
    return path ? [{ path, visible }] : [];
  });
  const found = sheets.find(({ visible }) => visible) ?? sheets[0];
  if (!found) throw new ImportFileError('BROKEN_XLSX', 'The workbook is damaged: it has no sheet.');
  return found.path;
}
