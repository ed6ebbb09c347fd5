import type { Route } from '../http/api-router';
import { attachmentRoutes } from './attachments';
import { caseRoutes } from './cases';
import { channelRoutes } from './channels';
import { clockRoutes } from './clocks';
import { customerRoutes } from './customers';
import { dashboardRoutes } from './dashboard';
import { decisionRoutes } from './decisions';
import { deliveryRoutes } from './deliveries';
import type { RouteDeps } from './deps';
import { handoverRoutes } from './handovers';
import { importRoutes } from './imports';
import { lookupRoutes } from './lookup';
import { matchRoutes } from './matches';
import { notificationRoutes } from './notifications';
import { orderRoutes } from './orders';
import { organizationRoutes } from './organization';
import { playbookRoutes } from './playbook';
import { poolRoutes } from './pools';
import { processRoutes } from './processes';
import { productRoutes } from './products';
import { registrationRoutes } from './registrations';
import { ruleSetRoutes } from './rule-sets';
import { templateRoutes } from './templates';
import { workRoutes } from './work';

/** Every route below /api/v1 except signing in and live events. */
export const allRoutes = (deps: RouteDeps): Route[] => [
  ...customerRoutes(deps),
  ...importRoutes(deps),
  ...lookupRoutes(deps),
  ...matchRoutes(deps),
  ...registrationRoutes(deps),
  ...playbookRoutes(deps),
  ...poolRoutes(deps),
  ...handoverRoutes(deps),
  ...caseRoutes(deps),
  ...attachmentRoutes(deps),
  ...workRoutes(deps),
  ...processRoutes(deps),
  ...dashboardRoutes(deps),
  ...orderRoutes(deps),
  ...productRoutes(deps),
  ...organizationRoutes(deps),
  ...clockRoutes(deps),
  ...ruleSetRoutes(deps),
  ...decisionRoutes(deps),
  ...notificationRoutes(deps),
  ...deliveryRoutes(deps),
  ...channelRoutes(deps),
  ...templateRoutes(deps),
];
