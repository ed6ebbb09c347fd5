import { defaultDataDir } from '../paths';
import { startPlatform } from '../platform';
import { secretFiles } from '../secrets';

/** `npm start`: everything on this machine, until Ctrl-C. */
async function main(): Promise<void> {
  const dataDir = defaultDataDir();
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1).padStart(5);
  const platform = await startPlatform({ dataDir, log: (line) => console.log(`${seconds()} s  ${line}`) });
  platform.supervisor.on('died', ({ name }) => console.log(`${seconds()} s  ${name} died and is restarted`));
  platform.supervisor.on('failing', ({ name, log }) => {
    console.error(`${name} keeps failing; its log is ${log}`);
    void platform.stop().then(() => process.exit(1));
  });
  console.log(`\nFairlead is ready: ${platform.url}  (after ${seconds().trim()} s)`);
  console.log(`Sign in as admin; the password is in ${secretFiles(dataDir).adminPassword}`);
  console.log(`Logs: ${dataDir}/logs. Ctrl-C stops.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\nstopping');
      void platform.stop().then(() => {
        console.log('stopped');
        process.exit(0);
      });
    });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
