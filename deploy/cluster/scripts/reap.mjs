// Runs in a pod that sees the node's processes: ends the main process of a pod, named by its uid, by SIGKILL.
import { readdirSync, readFileSync } from 'node:fs';

const [uid] = process.argv.slice(2);
const own = (pid) => {
  try {
    const group = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return (group.includes(uid) || group.includes(uid.replaceAll('-', '_'))) && !command.includes('pause');
  } catch {
    return false;
  }
};
const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && own(name));
for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
console.log(JSON.stringify({ killed: pids.length }));
