// What a company does to the platform on a working day: reps at the console's API, an integrator over gRPC.
// `npm run load` makes the plan (people, leads, limits) and reads the summary; see ../README.md.
import { fail, sleep } from 'k6';
import { createLead, lookUpByGrpc } from './grpc-work.js';
import { claim, followUp, listCustomers, lookUp, myDay, overview } from './http-work.js';
import { plan } from './plan.js';
import { signedIn } from './session.js';

/** How often each thing is done, in hundredths; together 100. */
const MIX = [
  [24, myDay],
  [16, listCustomers],
  [14, lookUp],
  [10, lookUpByGrpc],
  [15, overview],
  [8, createLead],
  [8, followUp],
  [5, claim],
];
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

function pick() {
  let rest = Math.random() * 100;
  for (const [share, work] of MIX) {
    rest -= share;
    if (rest < 0) return work;
  }
  return myDay;
}

export const handleSummary = (data) => ({ [plan.summaryFile]: JSON.stringify(data) });
