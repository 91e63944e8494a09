import { describe, expect, test } from '@jest/globals';

import { type FaultInjection, FaultInjector, type ServedPeer } from '../devnet/faults/fault-injector.js';
import { Faults } from '../devnet/faults/faults.js';
import { PeerOutages } from '../fabric/peer-outages.js';
import { faultRoutes } from './fault-routes.js';

function callOf(faults: FaultInjection): (route: string, body?: unknown) => Promise<unknown> {
  const routes = new Map(faultRoutes(() => ({ faults })));
  return (route, body) => routes.get(route)?.(body) ?? Promise.reject(new Error(`no route ${route}`));
}

describe('the routes that inject faults', () => {
  test('inject, list and heal', async () => {
    const call = callOf(new FaultInjector(new Faults(), () => []));
    expect(await call('GET /faults')).toEqual({ faults: [] });
    const fault = { kind: 'drop', route: 'peer-to-peer' };
    expect(await call('POST /faults', fault)).toEqual({ faults: [{ id: 1, fault }] });
    await call('POST /faults', { kind: 'clock-shift', milliseconds: 1 });
    expect(await call('POST /faults/heal', { id: 1 })).toMatchObject({ faults: [{ id: 2 }] });
    await expect(call('POST /faults/heal', { id: 1 })).rejects.toThrow('there is no fault 1; nothing was healed');
    expect(await call('POST /faults/heal', {})).toEqual({ faults: [] });
  });

  test('inject nothing that is wrong', async () => {
    const call = callOf(new FaultInjector(new Faults(), () => []));
    await expect(call('POST /faults', { kind: 'peer-down', peer: 'NobodyMSP' })).rejects.toThrow(
      'nothing was injected',
    );
    await expect(call('POST /faults', undefined)).rejects.toThrow('the fault must be an object');
    expect(await call('GET /faults')).toEqual({ faults: [] });
  });

  test('end real peers and start them again, and refuse everything else', async () => {
    const peer = realPeer();
    const call = callOf(new PeerOutages(() => [peer]));
    const outage = { kind: 'peer-down', peer: 'RealMSP' };
    expect(await call('POST /faults', outage)).toEqual({ faults: [{ id: 1, fault: outage }] });
    expect(peer.serving).toBe(false);
    await expect(call('POST /faults', { kind: 'drop' })).rejects.toThrow(
      'the nodes of this network are real: a drop cannot be injected; nothing was injected',
    );
    expect(await call('POST /faults/heal', {})).toEqual({ faults: [] });
    expect(peer.serving).toBe(true);
  });
});

function realPeer(): ServedPeer {
  let serving = true;
  const switchTo = (next: boolean) => (): Promise<void> => {
    serving = next;
    return Promise.resolve();
  };
  return {
    mspId: 'RealMSP',
    get serving() {
      return serving;
    },
    serve: switchTo(true),
    closeServer: switchTo(false),
  };
}
