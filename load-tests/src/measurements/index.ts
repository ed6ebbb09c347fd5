import type { Measurement } from '../measurement';
import { claim } from './claim';
import { createLead } from './create-lead';
import { decisions } from './decisions';
import { events } from './events';
import { firstLoad } from './first-load';
import { importRate } from './import';
import { importMemory } from './import-memory';
import { lookup } from './lookup';
import { lookupUi } from './lookup-ui';
import { memory } from './memory';
import { startUp } from './start-up';
import { workflowStart } from './workflow-start';

/** Every measurement, in the order of the table. */
export const MEASUREMENTS: Measurement[] = [
  lookup,
  createLead,
  workflowStart,
  decisions,
  claim,
  events,
  importRate,
  importMemory,
  memory,
  startUp,
  firstLoad,
  lookupUi,
];
