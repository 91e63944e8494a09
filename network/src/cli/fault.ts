import type { ActiveFault } from '../devnet/faults/fault.js';
import type { FaultOptions } from './fault-arguments.js';
import type { Print } from './output.js';
import { requireRunning } from './running.js';

/** Makes something go wrong in a running network, or ends that, and prints the faults in effect. */
export async function fault(options: FaultOptions, print: Print): Promise<void> {
  const { client } = await requireRunning(options.data);
  const { faults } =
    options.action === 'list'
      ? await client.faults()
      : options.action === 'heal'
        ? await client.heal(options.id)
        : await client.inject(options.fault);
  if (faults.length === 0) print('no fault is in effect');
  for (const active of faults) print(describe(active));
}

/** `3: delay peer=BetaMSP milliseconds=200` */
function describe({ id, fault: active }: ActiveFault): string {
  const { kind, ...details } = active;
  const fields = Object.entries(details).map(([name, value]) => `${name}=${value}`);
  return `${id}: ${[kind, ...fields].join(' ')}`;
}
