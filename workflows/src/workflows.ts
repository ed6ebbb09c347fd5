// Everything that runs inside the workflow sandbox; bundled at build time.
export { complaintEscalation } from './complaint-escalation/workflow';
export { handover } from './handover/workflow';
export { leadSla } from './lead-sla/workflow';
export { obligationClock } from './obligation-clock/workflow';
export { reconcileObligations } from './reconciler/workflow';
export { registration } from './registration/workflow';
