import type { FaultInjection } from '../devnet/faults/fault-injector.js';
import { readFault } from '../devnet/faults/read-fault.js';
import type { Engine } from '../engine.js';
import { JsonFields } from '../json-fields.js';
import type { FaultsAnswer } from './admin-api.js';
import type { AdminHandler } from './admin-server.js';

/** The routes of the administration API that make things go wrong in a network for tests. */
export function faultRoutes(engine: () => Pick<Engine, 'faults'>): readonly (readonly [string, AdminHandler])[] {
  return [
    ['GET /faults', () => Promise.resolve().then(() => answer(engine().faults))],
    [
      'POST /faults',
      async (body) => {
        const faults = engine().faults;
        await faults.inject(readFault(new JsonFields(body, 'the fault')));
        return answer(faults);
      },
    ],
    [
      'POST /faults/heal',
      async (body) => {
        const faults = engine().faults;
        const id = new JsonFields(body, 'what to heal').optionalNumber('id', 1, Number.MAX_SAFE_INTEGER);
        await faults.heal(id);
        return answer(faults);
      },
    ],
  ];
}

function answer(faults: FaultInjection): FaultsAnswer {
  return { faults: faults.active() };
}
