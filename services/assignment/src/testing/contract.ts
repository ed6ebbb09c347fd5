import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callOptions, eventually, failureOf } from '@fairlead/service-kit/dist/testing';
import type { CallOptions } from 'nice-grpc';
import type { Installation } from './installation';

const ROLES = ['admin', 'manager', 'operator', 'rep', 'service'] as const;

// biome-ignore lint/suspicious/noExplicitAny: one caller for methods of different request types.
type AnyMethod = (request: any, options?: CallOptions) => Promise<unknown>;

/** The roles that get past the door of a method, and how calls without a good token are turned away. */
export async function admittedTo(at: Installation, method: AnyMethod): Promise<{ roles: string[]; nobody: string[] }> {
  const codeOf = async (options?: CallOptions) => {
    try {
      await method({}, options);
      return 'OK';
    } catch (error) {
      return (await failureOf(Promise.reject(error))).code;
    }
  };
  const roles: string[] = [];
  for (const role of ROLES) {
    // The team is unknown: whoever is admitted comes to nothing further on.
    const as =
      role === 'service' ? at.as.service : await at.person({ sub: 'x', roles: [role], rep: 'nobody', team: 'nowhere' });
    const code = await codeOf(as);
    if (code !== 'PERMISSION_DENIED') roles.push(role);
  }
  const forged = await at.auth.forgedToken({ sub: 'x', roles: ['admin'] });
  const nobody = [await codeOf()];
  for (const token of [forged, await at.auth.expiredToken('x'), at.auth.algNoneToken({ sub: 'x', roles: ['admin'] })]) {
    nobody.push(await codeOf(callOptions(token)));
  }
  return { roles, nobody };
}

/**
 * Whether a command waits until customer has the copy. The event log would deliver it a moment later anyway, so a look
 * afterwards cannot tell: here customer does not answer until the command had every chance to end without it.
 */
export async function waitsForCustomer(at: Installation, command: () => Promise<unknown>): Promise<boolean> {
  const openGate = at.customer.closeGate();
  try {
    const running = command();
    const answered = running.then(() => false);
    await eventually(() => at.customer.waiting > 0);
    const waits = await Promise.race([answered, sleep(500).then(() => true)]);
    openGate();
    await running;
    return waits;
  } finally {
    openGate();
  }
}

/** A command to be given several times; `body` 2 differs from 1 in something that a person may choose. */
export type RepeatedCommand = (requestId: string, body: 1 | 2, as: CallOptions) => Promise<object>;

/** What a correct command answers to its repetitions. */
export const ONE_COMMAND = {
  sameAnswer: true,
  sameAfterRestart: true,
  otherBody: 'REQUEST_ID_REUSED',
  otherCaller: 'REQUEST_ID_FOREIGN',
};

/** Gives each command again: at once, after a restart of the service, with another body, and by another admin. */
export async function repeatCommands<N extends string>(
  at: Installation,
  commands: Record<N, RepeatedCommand>,
): Promise<Record<N, typeof ONE_COMMAND>> {
  const stranger = await at.person({ sub: 'admin-2', roles: ['admin'] });
  const given = Object.entries<RepeatedCommand>(commands).map(([name, run]) => ({
    name,
    run,
    requestId: randomUUID(),
    answers: [] as object[],
  }));
  const giveAll = async () => {
    for (const { run, requestId, answers } of given) answers.push(await run(requestId, 1, at.as.admin));
  };
  await giveAll();
  await giveAll();
  await at.removeInstance();
  await at.addInstance();
  await giveAll();
  const outcomes: Record<string, typeof ONE_COMMAND> = {};
  for (const { name, run, requestId, answers } of given) {
    const [first, second, third] = answers.map(asText);
    outcomes[name] = {
      sameAnswer: first === second,
      sameAfterRestart: first === third,
      otherBody: (await failureOf(run(requestId, 2, at.as.admin))).reason,
      otherCaller: (await failureOf(run(requestId, 1, stranger))).reason,
    };
  }
  return outcomes as Record<N, typeof ONE_COMMAND>;
}

const asText = (message: object) =>
  JSON.stringify(message, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
