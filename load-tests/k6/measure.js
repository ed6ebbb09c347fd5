import { check } from 'k6';
import { Rate, Trend } from 'k6/metrics';
import { plan } from './plan.js';

/** One time per kind of work, whatever the protocol; a limit on each is a threshold of the plan. */
const times = Object.fromEntries(plan.kinds.map((kind) => [kind, new Trend(`kind_${kind}`, true)]));
const errors = new Rate('errors');

/** Does one thing, notes its time and whether its answer is right; answers the answer, or undefined for a wrong one. */
export function measured(kind, work, isRight) {
  const started = Date.now();
  const answer = work();
  times[kind].add(Date.now() - started);
  const right = isRight(answer);
  check(answer, { [kind]: () => right });
  errors.add(!right);
  if (!right) console.error(`${kind}: ${answer.status} ${String(answer.body ?? answer.error?.message).slice(0, 300)}`);
  return right ? answer : undefined;
}
