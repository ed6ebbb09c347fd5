import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const FOLDER = join(__dirname, '..', '..', 'histories');
const { History } = temporal.api.history.v1;

/** With RECORD_HISTORIES set, keeps the history of a run: what later versions of the code must still replay. */
export async function keepHistory(name: string, handle: WorkflowHandle): Promise<void> {
  if (!process.env.RECORD_HISTORIES) return;
  mkdirSync(FOLDER, { recursive: true });
  const json = History.toObject(History.fromObject(await handle.fetchHistory()), { longs: String, bytes: String });
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(json, null, 1)}\n`);
}

/** Every kept history by name. */
export const keptHistories = () =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      workflowId: file.replace('.json', ''),
      history: History.fromObject(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
    }));
