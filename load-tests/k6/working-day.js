// What a company does to the platform on a working day: reps at the console's API, an integrator over gRPC.
// `npm run load` makes the plan (people, leads, limits) and reads the summary; see ../README.md.
import { fail, sleep } from 'k6';
import { createLead, lookUpByGrpc } from './grpc-work.js';
import { claim, followUp, listCustomers, lookUp, myDay, overview, readDashboard } from './http-work.js';
import { listOrders, takeOrder } from './order-work.js';
import { plan } from './plan.js';
import { signedIn } from './session.js';

/** What can be done, by the names of the plan's mix. */
const WORK = {
  my_day: myDay,
  list: listCustomers,
  lookup: lookUp,
  lookup_grpc: lookUpByGrpc,
  overview,
  create_lead: createLead,
  follow_up: followUp,
  claim,
  dashboard: readDashboard,
  orders: listOrders,
  order: takeOrder,
};
const MIX = Object.entries(plan.mix);
const ALL = MIX.reduce((sum, [, share]) => sum + share, 0);
/** Seconds between two things that one person does. */
const THINK = [0.2, 0.8];

export const options = {
  scenarios: {
    day: {
      executor: 'ramping-vus',
      startVUs: 1,
      gracefulRampDown: '10s',
      stages: plan.stages,
    },
  },
  thresholds: plan.thresholds,
  summaryTrendStats: ['count', 'med', 'p(95)', 'max'],
  // A person stays signed in.
  noCookiesReset: true,
};

export default function () {
  const person = signedIn();
  if (!person) {
    sleep(1);
    fail('nobody could sign in');
  }
  pick()(person);
  sleep(THINK[0] + Math.random() * (THINK[1] - THINK[0]));
}

/** Something to do, as often as its share says. */
function pick() {
  let rest = Math.random() * ALL;
  for (const [name, share] of MIX) {
    rest -= share;
    if (rest < 0) return WORK[name];
  }
  return WORK[MIX[0][0]];
}

export const handleSummary = (data) => ({ [plan.summaryFile]: JSON.stringify(data) });
