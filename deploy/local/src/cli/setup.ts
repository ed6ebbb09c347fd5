import { findDocumentStore } from '../parts/document-store-part';
import { findTemporal } from '../parts/temporal-part';

/** `npm run setup`: finds or fetches the local servers, starts nothing. */
async function main(): Promise<void> {
  if (!process.env.MONGODB_URI) await findDocumentStore(console.log);
  if (!process.env.TEMPORAL_ADDRESS) await findTemporal(console.log);
  console.log('All parts are here.');
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
