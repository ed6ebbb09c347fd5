import encoding from 'k6/encoding';
import http from 'k6/http';
import { measured } from './measure.js';
import { plan } from './plan.js';

/** Seconds before its end at which a machine's token is replaced. */
const SPARE_SECONDS = 300;
const COOKIE = 'fairlead_session';

let person;
let machine = { token: '', until: 0 };

/** The person of this user, signed in; undefined when that failed. */
export function signedIn() {
  if (person) return person;
  const user = plan.people[(__VU - 1) % plan.people.length];
  const body = JSON.stringify({ username: user.username, password: user.password });
  const answer = measured(
    'sign_in',
    () => http.post(`${plan.url}/api/v1/session`, body, { headers: headers() }),
    ({ status }) => status === 200,
  );
  if (!answer) return undefined;
  const { rep, team } = answer.json('user');
  person = { rep, team, leads: plan.leads.filter(({ owner }) => owner === rep).map(({ id }) => id) };
  return person;
}

/** What the console sends with everything: without it a cookie is not enough. */
export const headers = (more = {}) => ({
  'content-type': 'application/json',
  'x-requested-with': 'fairlead',
  ...more,
});

/** The person's token, which the console keeps as its cookie and never shows; over gRPC it is sent as a bearer. */
export const personToken = () => http.cookieJar().cookiesForURL(plan.url)[COOKIE]?.[0] ?? '';

/** The integrator's token (client credentials), made anew before it ends. */
export function machineToken() {
  if (Date.now() < machine.until) return machine.token;
  const basic = encoding.b64encode(`${plan.client.id}:${plan.client.secret}`);
  const answer = measured(
    'token',
    () =>
      http.post(
        `${plan.url}/oauth/token`,
        { grant_type: 'client_credentials' },
        { headers: { authorization: `Basic ${basic}` }, jar: new http.CookieJar() },
      ),
    ({ status }) => status === 200,
  );
  if (!answer) return '';
  const lifetime = answer.json('expires_in') - SPARE_SECONDS;
  machine = { token: answer.json('access_token'), until: Date.now() + lifetime * 1000 };
  return machine.token;
}
