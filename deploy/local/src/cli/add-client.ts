import { parseArgs } from 'node:util';
import { defaultDataDir } from '../paths';
import { addClient } from '../secrets';

const ROLES = ['rep', 'manager', 'operator', 'admin'];

/** `npm run client -- NAME [--role ROLE]`: a machine client of this installation; its secret is shown this once. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string', default: 'admin' } },
  });
  const [name = ''] = positionals;
  if (!/^[a-z0-9-]{1,60}$/.test(name)) throw new Error('Usage: npm run client -- NAME (a-z, 0-9, -) [--role ROLE]');
  if (!ROLES.includes(values.role)) throw new Error(`--role takes one of ${ROLES.join(', ')}.`);
  const secret = addClient(defaultDataDir(), name, [values.role]);
  if (!secret) throw new Error(`There is a client ${name} already.`);
  console.log(secret);
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
