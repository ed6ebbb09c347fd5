// Reads the metrics of each address and answers the calls of one method by address.
import { report } from './api.mjs';

const [method, port, ...addresses] = process.argv.slice(2);
const counts = {};
for (const address of addresses) {
  const text = await (await fetch(`http://${address}:${port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('fairlead_grpc_server_duration_count{'));
  counts[address] = lines
    .filter((line) => line.includes(`method="${method}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
report(counts);
