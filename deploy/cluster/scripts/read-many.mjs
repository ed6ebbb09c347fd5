// Reads one new lead many times: equal calls, whose number per replica tells how they spread.
import { insist, report, signIn } from './api.mjs';

await signIn();
const { id } = await insist('POST', '/leads', { displayName: 'Spread', country: 'DE' });
const times = Number(process.argv[2]);
for (let done = 0; done < times; done += 30) {
  await Promise.all(Array.from({ length: 30 }, () => insist('GET', `/customers/${id}`)));
}
report({ times });
