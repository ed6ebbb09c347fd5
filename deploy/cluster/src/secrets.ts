import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addClient, ensureSecrets } from '@fairlead/local';

const secret = (name: string, stringData: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  stringData,
});

/** Fresh keys, an administrator and a machine client, under the names that the chart's defaults expect. */
export function makeSecrets(): object[] {
  const dir = mkdtempSync(join(tmpdir(), 'fairlead-secrets-'));
  try {
    const clientSecret = addClient(dir, 'cluster-check', ['admin']) ?? '';
    const files = ensureSecrets(dir);
    const read = (path: string) => readFileSync(path, 'utf8');
    return [
      secret('fairlead-service-key', { 'service-key.json': read(files.serviceKey) }),
      secret('fairlead-issuer', {
        'issuer-key.json': read(files.issuerKey),
        'issuer-jwks.json': read(files.issuerJwks),
        'users.json': read(files.users),
      }),
      secret('fairlead-channel-keys', { 'channel-keys.json': read(files.channelKeys) }),
      secret('fairlead-mongodb', { uri: 'mongodb://mongodb:27017' }),
      secret('fairlead-test-client', { 'client-id': 'cluster-check', 'client-secret': clientSecret }),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
