import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { event as eventProto, followup as proto } from '@fairlead/proto';
import { eventually, openTestClient } from '@fairlead/service-kit/dist/testing';
import { TestInstallation } from '@fairlead/service-kit/dist/testing/installation';
import { Neighbours } from '@fairlead/service-kit/dist/testing/neighbours';
import { startFollowUpService } from '../service';

const openClients = (port: number) => ({
  followUps: openTestClient(proto.FollowUpServiceDefinition, port),
  tasks: openTestClient(proto.TaskServiceDefinition, port),
  calendars: openTestClient(proto.CalendarServiceDefinition, port),
  policies: openTestClient(proto.ClockPolicyServiceDefinition, port),
  moves: openTestClient(proto.ClockMoveServiceDefinition, port),
  obligations: openTestClient(proto.ObligationServiceDefinition, port),
  handoverWork: openTestClient(proto.HandoverWorkServiceDefinition, port),
  attachments: openTestClient(proto.AttachmentServiceDefinition, port),
  cases: openTestClient(proto.CaseServiceDefinition, port),
  events: openTestClient(eventProto.EventLogServiceDefinition, port),
});

/** This service beside its neighbours: team `south` of `sales` with the reps ann and bob, managed by mia. */
export async function startInstallation() {
  const neighbours = await new Neighbours().start();
  neighbours.addTeam('sales', ['sales'], { managerId: 'max' });
  neighbours.addTeam('south', ['sales', 'south'], { managerId: 'mia' });
  for (const id of ['ann', 'bob', 'mia']) neighbours.addRep(id, 'south');
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-attachments-'));
  const config = {
    CUSTOMER_ADDRESS: neighbours.customer.address,
    ASSIGNMENT_ADDRESS: neighbours.assignment.address,
    CLOCK_MOVE_SETTLE_SECONDS: 1,
    ATTACHMENT_STORAGE: 'folder' as const,
    ATTACHMENT_FOLDER: folder,
    ATTACHMENT_MAX_BYTES: 6_000_000,
    ATTACHMENT_S3_REGION: 'us-east-1',
    ATTACHMENT_S3_PATH_STYLE: false,
    PLAYBOOK_SETTLE_SECONDS: 1,
  };
  const at = await TestInstallation.start({ start: startFollowUpService, open: openClients, config });
  const [ann, bob, mia, admin, service] = await Promise.all([
    at.rep('ann', 'south'),
    at.rep('bob', 'south'),
    at.manager('mia', 'south'),
    at.admin(),
    at.asService('workflows'),
  ]);
  const stop = async () => {
    await at.stop();
    await neighbours.stop();
    await rm(folder, { recursive: true, force: true });
  };
  /** The obligation of a lead's cycle once it is there. */
  const opened = (leadId: string, cycle = 1) =>
    eventually(() =>
      at.client.obligations
        .getObligation({ obligationId: `first_contact:${leadId}:${cycle}` }, service)
        .catch(() => undefined),
    );
  return { at, neighbours, as: { ann, bob, mia, admin, service }, opened, folder, stop };
}
export type Installation = Awaited<ReturnType<typeof startInstallation>>;
