import { messageOf, NetworkError } from '../network-error.js';
import { parseStartOptions, USAGE, UsageError } from './arguments.js';
import { Consortium } from './consortium.js';
import { Progress } from './progress.js';

const USAGE_EXIT_CODE = 2;

/** `npm start`: brings the consortium up, says how to use it, and serves until it is told to stop. */
async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2));
  const progress = new Progress(process.stdout);
  if (options === 'help') {
    progress.line(USAGE);
    return;
  }

  const consortium = new Consortium(options, progress);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      progress.line('stopping');
      void consortium.stop();
    });
  }
  await consortium.start();
  for (const line of await consortium.summary()) progress.line(line);
  progress.line('');
  progress.line(`ready after ${progress.elapsed()} s; data in ${options.data}; Ctrl-C stops everything`);
  await consortium.ended;
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  if (error instanceof NetworkError && error.hint !== undefined) process.stderr.write(`hint: ${error.hint}\n`);
  if (error instanceof UsageError) process.stderr.write(`${USAGE}\n`);
  process.exit(error instanceof UsageError ? USAGE_EXIT_CODE : 1);
}
