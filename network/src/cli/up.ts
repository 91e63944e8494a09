import { Daemon } from '../daemon/daemon.js';
import type { Print } from './output.js';
import type { UpOptions } from './up-arguments.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a network in this process until it is ended by a signal or by `down`. */
export async function up(options: UpOptions, print: Print): Promise<void> {
  const startedAt = performance.now();
  let starting: Daemon | undefined;
  const asked = new AbortController();
  const end = (): void => {
    if (!asked.signal.aborted) print('ending the network');
    asked.abort();
    void starting?.stop();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    const daemon = await Daemon.start(
      {
        engine: options.engine,
        dataDirectory: options.data,
        ...(options.config === undefined ? {} : { configDirectory: options.config }),
        ...(options.port === undefined ? {} : { firstPort: options.port }),
        ...(options.plain === undefined ? {} : { plain: options.plain }),
        log: print,
      },
      (early) => (starting = early),
    );
    announce(daemon, options, print, (performance.now() - startedAt) / 1000);
    await daemon.ended;
    print('the network has ended');
  } catch (error) {
    if (!asked.signal.aborted) throw error;
    print('the network has ended before it was ready');
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

function announce(daemon: Daemon, options: UpOptions, print: Print, seconds: number): void {
  const { topology, engine } = daemon.network;
  print(`network ${topology.name}, engine ${engine.name}, data ${options.data}`);
  for (const { mspId, address } of engine.endpoints.values()) print(`  ${mspId}  gateway ${address}`);
  for (const { name, members } of topology.channels) print(`  channel ${name}: ${members.join(', ')}`);
  print(`connection profiles: ${options.data}/connection`);
  print(`ready in ${seconds.toFixed(1)} s; end it with Ctrl-C or: npm run network -- down --data ${options.data}`);
}
