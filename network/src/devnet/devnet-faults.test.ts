import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Contract, GatewayError } from '@hyperledger/fabric-gateway';

import { TestDevnet } from './devnet.fixture.js';
import type { Fault } from './faults/fault.js';

const UNAVAILABLE = 14;
const MINUTE_MS = 60_000;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

let devnet: TestDevnet;

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all', {
    endorsementPolicy: "OutOf(2, 'AlphaMSP.peer', 'BetaMSP.peer', 'GammaMSP.peer', 'DeltaMSP.peer')",
  });
});

afterEach(async () => {
  await devnet.engine.faults.heal();
  await devnet.settled();
});

afterAll(async () => {
  await devnet.remove();
});

const contract = (mspId: string): Contract => devnet.contract(mspId);
const inject = (fault: Fault): Promise<number> => devnet.engine.faults.inject(fault);

async function height(mspId: string): Promise<number> {
  const [channel] = await devnet.engine.status();
  return channel?.heights.get(mspId) ?? 0;
}

async function failure(action: Promise<unknown>): Promise<GatewayError> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GatewayError) return error;
  throw new Error(`expected a gateway error, got ${String(error)}`);
}

describe('a peer that is down', () => {
  test('is not there for its clients, the others go on without it, and it catches up', async () => {
    const before = await height('BetaMSP');
    await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    expect((await failure(contract('BetaMSP').evaluateTransaction('get', 'k'))).code).toBe(UNAVAILABLE);
    for (let count = 0; count < 5; count += 1) {
      await contract('AlphaMSP').submitTransaction('put', 'k', String(count));
    }
    expect(await height('BetaMSP')).toBe(before);
    await devnet.engine.faults.heal();
    await devnet.settled();
    expect(await height('BetaMSP')).toBe(await height('AlphaMSP'));
    expect(text(await contract('BetaMSP').evaluateTransaction('get', 'k'))).toBe('4');
  });

  test('cannot endorse where it is asked for by name', async () => {
    await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    const options = { arguments: ['k', 'v'], endorsingOrganizations: ['AlphaMSP', 'BetaMSP'] };
    const error = await failure(contract('AlphaMSP').submit('put', options));
    expect(error.message).toContain('failed to collect enough transaction endorsements');
    expect(error.details).toHaveLength(1);
    expect(error.details[0]?.mspId).toBe('BetaMSP');
    expect(error.details[0]?.message).toContain('rpc error: code = Unavailable');
  });

  test('ends the streams of its clients', async () => {
    const events = await devnet.connect('BetaMSP').getNetwork('all').getFilteredBlockEvents();
    const next = events[Symbol.asyncIterator]().next();
    await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    expect((await failure(next)).code).toBe(UNAVAILABLE);
    events.close();
  });
});

describe('messages', () => {
  test('a block that is delivered twice is committed once', async () => {
    await inject({ kind: 'duplicate', route: 'orderer-to-peer' });
    await contract('AlphaMSP').submitTransaction('increment', 'twice');
    await devnet.settled();
    expect(text(await contract('BetaMSP').evaluateTransaction('get', 'twice'))).toBe('1');
  });

  test('lost blocks are asked for again', async () => {
    await inject({ kind: 'drop', route: 'orderer-to-peer', probability: 0.5, seed: 3 });
    for (let count = 0; count < 5; count += 1) {
      await contract('AlphaMSP').submitTransaction('increment', 'lossy');
      await devnet.settled();
    }
    expect(text(await contract('BetaMSP').evaluateTransaction('get', 'lossy'))).toBe('5');
  });

  test('a slow peer holds up who asks it, and nobody else', async () => {
    await inject({ kind: 'delay', peer: 'DeltaMSP', milliseconds: 3000 });
    const answered: string[] = [];
    const note = (who: string) => () => answered.push(who);
    const slow = contract('AlphaMSP').evaluate('get', { arguments: ['k'], endorsingOrganizations: ['DeltaMSP'] });
    const others = contract('AlphaMSP').evaluateTransaction('get', 'k');
    await Promise.all([slow.then(note('slow')), others.then(note('other'))]);
    expect(answered).toEqual(['other', 'slow']);
  });

  test('a proposal that arrives twice counts once', async () => {
    await inject({ kind: 'duplicate', route: 'gateway-to-peer' });
    await contract('AlphaMSP').submitTransaction('increment', 'again');
    expect(text(await contract('AlphaMSP').evaluateTransaction('get', 'again'))).toBe('1');
  });
});

describe('clocks and chaincodes', () => {
  test("a peer whose clock is off refuses its clients' proposals", async () => {
    await inject({ kind: 'clock-shift', peer: 'BetaMSP', milliseconds: 16 * MINUTE_MS });
    const error = await failure(
      contract('BetaMSP').evaluate('get', { arguments: ['k'], endorsingOrganizations: ['BetaMSP'] }),
    );
    expect(error.details[0]?.message).toContain('request unauthorized due to incorrect timestamp');
    expect(text(await contract('AlphaMSP').evaluateTransaction('get', 'absent'))).toBe('');
  });

  test('an unreachable chaincode leaves the other peers to endorse', async () => {
    await inject({ kind: 'chaincode-unreachable', peer: 'BetaMSP', chaincode: 'probe' });
    const evaluation = { arguments: ['k'], endorsingOrganizations: ['BetaMSP'] };
    const error = await failure(contract('AlphaMSP').evaluate('get', evaluation));
    expect(error.details[0]?.message).toContain('could not launch chaincode probe:1.0');
    await contract('AlphaMSP').submitTransaction('put', 'k', 'reached');
    await devnet.settled();
    expect(text(await contract('AlphaMSP').evaluateTransaction('get', 'k'))).toBe('reached');
  });

  test('who does not exist cannot fail', async () => {
    await expect(inject({ kind: 'peer-down', peer: 'OmegaMSP' })).rejects.toThrow('there is no peer of OmegaMSP');
    await expect(devnet.engine.faults.heal(99)).rejects.toThrow('there is no fault 99');
    expect(devnet.engine.faults.active()).toEqual([]);
  });
});
