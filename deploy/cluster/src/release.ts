import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@fairlead/local';
import { TAG } from './images';

export const RELEASE = 'fairlead';
export const CHART = join(ROOT, 'charts', 'fairlead');
const LOCAL = join(CHART, 'ci', 'local.values.yaml');

/** Roles of the chart with the folder of their code. */
const FOLDERS: Record<string, string> = {
  customer: 'services/customer',
  assignment: 'services/assignment',
  'follow-up': 'services/follow-up',
  order: 'services/order',
  notification: 'services/notification',
  insight: 'services/insight',
  worker: 'workflows',
  gateway: 'services/gateway',
};
const isBuilt = (role: string) => existsSync(join(ROOT, FOLDERS[role] as string, 'dist', 'main.js'));

/** Roles that this tree has. */
export const builtRoles = (): string[] => Object.keys(FOLDERS).filter(isBuilt);

/** Values of the check: the stand-ins, our tag, and no role whose code is not there. */
export function checkValues(): string[] {
  const missing = Object.keys(FOLDERS).filter((role) => !isBuilt(role));
  return [
    ...['-f', LOCAL, '--set', `image.tag=${TAG}`],
    ...missing.flatMap((role) => ['--set', `services.${role}.enabled=false`]),
  ];
}

/** Selects the pods of a role. */
export const podsOf = (role: string): string =>
  `app.kubernetes.io/instance=${RELEASE},app.kubernetes.io/component=${role}`;
