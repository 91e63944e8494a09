import { describe, expect, test } from '@jest/globals';

import { FaultInjector } from '../devnet/faults/fault-injector.js';
import { Faults } from '../devnet/faults/faults.js';
import type { Engine } from '../engine.js';
import { faultRoutes } from './fault-routes.js';

function callOf(engine: Pick<Engine, 'name' | 'faults'>): (route: string, body?: unknown) => Promise<unknown> {
  const routes = new Map(faultRoutes(() => engine as Engine));
  return (route, body) => routes.get(route)?.(body) ?? Promise.reject(new Error(`no route ${route}`));
}

describe('the routes that inject faults', () => {
  test('inject, list and heal', async () => {
    const call = callOf({ name: 'devnet', faults: new FaultInjector(new Faults(), () => []) });
    expect(await call('GET /faults')).toEqual({ faults: [] });
    const fault = { kind: 'drop', route: 'peer-to-peer' };
    expect(await call('POST /faults', fault)).toEqual({ faults: [{ id: 1, fault }] });
    await call('POST /faults', { kind: 'clock-shift', milliseconds: 1 });
    expect(await call('POST /faults/heal', { id: 1 })).toMatchObject({ faults: [{ id: 2 }] });
    await expect(call('POST /faults/heal', { id: 1 })).rejects.toThrow('there is no fault 1; nothing was healed');
    expect(await call('POST /faults/heal', {})).toEqual({ faults: [] });
  });

  test('inject nothing that is wrong', async () => {
    const call = callOf({ name: 'devnet', faults: new FaultInjector(new Faults(), () => []) });
    await expect(call('POST /faults', { kind: 'peer-down', peer: 'NobodyMSP' })).rejects.toThrow(
      'nothing was injected',
    );
    await expect(call('POST /faults', undefined)).rejects.toThrow('the fault must be an object');
    expect(await call('GET /faults')).toEqual({ faults: [] });
  });

  test('refuse real nodes', async () => {
    const call = callOf({ name: 'fabric' });
    for (const route of ['GET /faults', 'POST /faults', 'POST /faults/heal']) {
      await expect(call(route, { kind: 'drop' })).rejects.toThrow(
        'faults can be injected into devnet only; this network runs engine fabric',
      );
    }
  });
});
