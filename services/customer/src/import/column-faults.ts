import { type Fault, Faults } from '@fairlead/service-kit';
import type { ImportField } from './import-fields';
import type { ColumnMapping } from './mapping';

/** Faults that are named by the column of the file, where a person looks for them, not by the field of a request. */
export class ColumnFaults extends Faults {
  /** All faults so far. */
  readonly found: Fault[] = [];
  private readonly labels = new Map<string, string>();

  constructor(mapping: ColumnMapping) {
    super();
    for (const field of Object.keys(mapping.constants ?? {})) this.labels.set(path(field), `constant ${field}`);
    for (const { column, field } of mapping.columns) this.labels.set(path(field), column);
  }

  override add(field: string, description: string): this {
    const fault = { field: this.label(field), description };
    this.found.push(fault);
    return super.add(fault.field, description);
  }

  override addAll(faults: Fault[]): this {
    for (const { field, description } of faults) this.add(field, description);
    return this;
  }

  /** Adds a fault of a field under the name of its column. */
  addField(field: ImportField, description: string): this {
    return this.add(path(field), description);
  }

  /** `lead.tags[2]` is a matter of the column of the tags. */
  private label(field: string): string {
    const inner = field.replace(/^lead\./, '');
    return this.labels.get(inner) ?? this.labels.get(inner.replace(/\[\d+\]$/, '')) ?? inner;
  }
}

/** As requests write it. */
const path = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
