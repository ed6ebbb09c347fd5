import type { SearchAttributeType } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import * as attributes from './search-attributes';

const { IndexedValueType } = temporal.api.enums.v1;
const TYPES: Partial<Record<SearchAttributeType, number>> = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/** The operator calls that are needed; a client's `connection.operatorService` has them. */
export interface Operator {
  listSearchAttributes(request: { namespace: string }): Promise<{ customAttributes?: Record<string, unknown> | null }>;
  addSearchAttributes(request: { namespace: string; searchAttributes: Record<string, number> }): Promise<unknown>;
}

/** Adds the search attributes that the namespace lacks; answers their names. May run again, and side by side. */
export async function registerSearchAttributes(operator: Operator, namespace: string): Promise<string[]> {
  const missing = async () => {
    const present = new Set(Object.keys((await operator.listSearchAttributes({ namespace })).customAttributes ?? {}));
    return Object.values(attributes).filter(({ name }) => !present.has(name));
  };
  const wanted = await missing();
  if (wanted.length === 0) return [];
  const searchAttributes = Object.fromEntries(wanted.map(({ name, type }) => [name, TYPES[type] as number]));
  try {
    await operator.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Somebody else may have added them at the same time; what counts is that they are there.
    if ((await missing()).length > 0) throw error;
  }
  return Object.keys(searchAttributes);
}
