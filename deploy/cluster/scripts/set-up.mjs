// A team of ten reps, and rules that give every lead to one of them.
import { insist, report, signIn } from './api.mjs';

await signIn();
const once = (path, body) =>
  insist('POST', path, body).catch((error) => {
    if (!/ALREADY/.test(error.message)) throw error;
  });
await once('/teams', {
  id: 'sales',
  displayName: 'Sales',
  poolPolicy: { coolDownSeconds: '3600', holdingLimit: 1000 },
});
for (const id of Array.from({ length: 10 }, (_, index) => `rep-${index + 1}`)) {
  await once('/reps', { id, displayName: id, teamId: 'sales', territories: [], skills: [], capacityWeight: 1 });
}
const rule = { id: 'all', condition: 'true', teamIds: ['sales'], repCondition: '', balance: 'BALANCE_FEWEST_OPEN' };
const saved = await insist('POST', '/rule-sets', {
  rules: [rule],
  fallbackTeamId: 'sales',
  description: 'All to sales.',
});
await once(`/rule-sets/${saved.version}:publish`, {});
report({ version: saved.version });
