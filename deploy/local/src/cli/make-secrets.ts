import { join, resolve } from 'node:path';
import { addClient, ensureSecrets } from '../secrets';

/**
 * `npm run secrets -- DIR [CLIENT]`: random keys and an administrator in DIR/secrets, as compose mounts them and as a
 * cluster's Secrets are made of them; with CLIENT also a machine client, whose secret is shown this once.
 */
function main(): void {
  const [dir, client] = process.argv.slice(2);
  if (!dir) throw new Error('Usage: npm run secrets -- DIR [CLIENT]');
  ensureSecrets(resolve(dir));
  if (!client) {
    console.log(`The secrets are in ${join(resolve(dir), 'secrets')}.`);
    return;
  }
  const secret = addClient(resolve(dir), client, ['admin']);
  if (!secret) throw new Error(`There is a client ${client} already.`);
  console.log(secret);
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
