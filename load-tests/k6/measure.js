import { check } from 'k6';
import { Rate, Trend } from 'k6/metrics';
import { plan } from './plan.js';

const SHOWN = 300;

/** One time per kind of work, whatever the protocol; a limit on each is a threshold of the plan. */
const times = Object.fromEntries(plan.kinds.map((kind) => [kind, new Trend(`kind_${kind}`, true)]));
const errors = new Rate('errors');

/**
 * Does one thing, notes its time and whether its answer is right; answers the answer, or undefined for a wrong one. What
 * throws is wrong too: k6 alone would end the round and count nothing.
 */
export function measured(kind, work, isRight) {
  const started = Date.now();
  const { answer, right, fault } = tried(work, isRight);
  times[kind].add(Date.now() - started);
  check(answer, { [kind]: () => right });
  errors.add(!right);
  if (!right) console.error(`${kind}: ${fault.slice(0, SHOWN)}`);
  return right ? answer : undefined;
}

function tried(work, isRight) {
  try {
    const answer = work();
    const right = isRight(answer);
    const said = answer.error?.message ?? answer.body;
    return { answer, right, fault: right ? '' : `${answer.status} ${said}` };
  } catch (error) {
    return { answer: undefined, right: false, fault: String(error.message ?? error) };
  }
}
