import http from 'k6/http';
import { measured } from './measure.js';
import { oneOf, plan } from './plan.js';
import { headers } from './session.js';
import { uuid } from './uuid.js';

const METHODS = ['CALL', 'VISIT', 'MAIL', 'WECHAT'];
const OUTCOMES = ['INTERESTED', 'UNDECIDED', 'NOT_INTERESTED', 'NOT_REACHED'];

export const get = (path) => http.get(`${plan.url}/api/v1${path}`, { headers: headers() });
export const post = (path, body) =>
  http.post(`${plan.url}/api/v1${path}`, JSON.stringify(body), { headers: headers({ 'idempotency-key': uuid() }) });
export const ok = ({ status }) => status === 200;
export const made = ({ status }) => status === 201;

export const myDay = () => measured('my_day', () => get('/my-day'), ok);

export const readDashboard = () => measured('dashboard', () => get('/dashboard'), ok);

export const listCustomers = () => measured('list', () => get('/customers?pageSize=50'), ok);

export const lookUp = () =>
  measured('lookup', () => get(`/lookup?q=${encodeURIComponent(oneOf(plan.queries))}&facet=industry`), ok);

export function overview({ leads }) {
  if (leads.length > 0) measured('overview', () => get(`/customers/${oneOf(leads)}/overview`), ok);
}

/** A follow-up of one of the rep's own leads; half of them with a next step. */
export function followUp({ leads }) {
  if (leads.length === 0) return;
  const body = {
    method: `CONTACT_METHOD_${oneOf(METHODS)}`,
    outcome: `FOLLOW_UP_OUTCOME_${oneOf(OUTCOMES)}`,
    content: 'Said during the load test.',
  };
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const next = Math.random() < 0.5 ? { nextStep: 'Call again', nextStepDue: tomorrow } : {};
  measured('follow_up', () => post(`/customers/${oneOf(leads)}/follow-ups`, { ...body, ...next }), made);
}

/** Looks into the team's pool and takes a lead; somebody else may be faster, which is no error. */
export function claim(person) {
  if (!person.team) return;
  const pool = measured('pool', () => get(`/pools/pool-${person.team}/leads?pageSize=50`), ok);
  const waiting = pool?.json('leads') ?? [];
  if (waiting.length === 0) return;
  const { leadId } = oneOf(waiting);
  const answer = measured(
    'claim',
    () => post(`/leads/${leadId}:claim`, {}),
    (given) => ok(given) || ['ALREADY_CLAIMED', 'NOT_IN_POOL', 'HOLDING_LIMIT'].includes(given.json('code')),
  );
  if (answer?.status === 200) person.leads.push(leadId);
}
