import { beforeEach, describe, expect, test } from '@jest/globals';
import { bodyHashOf, canonicalJson, LIMITS, sha256Hex } from '@scrip/model';
import { CHECKER, type Channel, type Committed } from '../test-support/channel.js';
import {
  advanceTo,
  BOND,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { changeList, listChangeOf, listedFrom, screenDue } from '../test-support/screening.js';
import { define, placementOf, register } from '../test-support/securities.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const SCREENER = REGULATOR;
const COLLECTION = `_implicit_org_${SCREENER}`;
/** In a policy: the override names its administrators. */
const PEER_OF_SCREENER = `${Buffer.from(SCREENER).toString('hex')}1003`;
const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;

let channel: Channel;
let ada: string;
let bob: string;
let eve: string;
let instructions = 0;

beforeEach(async () => {
  channel = await openedChannel();
  await register(channel, { ...SHARE, screener: SCREENER });
  [ada, bob, eve] = [
    await takeOn(channel, CUSTODIAN, 'Ada'),
    await takeOn(channel, CUSTODIAN, 'Bob'),
    await takeOn(channel, CUSTODIAN, 'Eve'),
  ];
  await changeList(channel, SCREENER, listedFrom(TODAY, eve));
  await screenDue(channel, SCREENER, isin, [{ receiver: ada }, { receiver: bob }]);
  await issue(ada, '100');
});

const allocation = (holderId: string, units: string): object => ({ isin, allocations: [{ holderId, units }] });
const issue = (holderId: string, units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', allocation(holderId, units));
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

async function instruct(from: string, to: string): Promise<Record<string, string>> {
  const instruction = instructionOf(`i-${String((instructions += 1))}`, from, to, '5');
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  return instruction;
}

async function settle(instruction: Record<string, string>, peerMspId = REGISTRAR): Promise<string> {
  const body = { isin, instructionIds: [instruction['instructionId']] };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', body, { peerMspId });
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
}

const privately = (key: string): string | undefined => channel.peer.ledger.get(COLLECTION, key);

describe('a transfer of a screened security', () => {
  test('waits for the screener, and settles when it is clear', async () => {
    const instruction = await instruct(ada, bob);
    expect(await settle(instruction)).toBe('unchanged SCREENING_PENDING');
    expect(await screenDue(channel, SCREENER, isin)).toBe(1);
    expect(await settle(instruction)).toBe('settled');
  });

  test.each([
    ['receiver', () => [ada, eve] as const],
    ['sender', () => [eve, ada] as const],
  ])('is refused for good when its %s is listed, and does not say why', async (_, parties) => {
    const instruction = await instruct(...parties());
    await screenDue(channel, SCREENER, isin);
    if (parties()[0] === eve) await endow(eve);
    expect(await settle(instruction)).toBe('refused SCREENING_REFUSED');
    expect(await screenDue(channel, SCREENER, isin)).toBe(0);
  });

  test('is judged alike by every peer', async () => {
    const instruction = await instruct(ada, bob);
    await screenDue(channel, SCREENER, isin);
    const argument = canonicalJson({
      ...{
        commandId: 'same',
        operator: 'test-operator',
        body: { isin, instructionIds: [instruction['instructionId']] },
      },
    });
    const answers = [];
    for (const peerMspId of [ISSUER, REGISTRAR, CUSTODIAN, SCREENER]) {
      const transactionId = 'f'.repeat(64);
      const { writes, payload, event } = await channel.execute(
        REGISTRAR,
        transactionId,
        ['settlement:settle', argument],
        { peerMspId },
      );
      answers.push(canonicalJson({ writes, payload, event }));
    }
    expect(new Set(answers).size).toBe(1);
  });

  test.each([
    ['on another day', () => advanceTo(channel, '2026-11-23')],
    ['when the list has changed', () => changeList(channel, SCREENER, listedFrom(TODAY, `P${'A'.repeat(32)}`))],
  ])('is screened anew %s', async (_, passes) => {
    const instruction = await instruct(ada, bob);
    await screenDue(channel, SCREENER, isin);
    await passes();
    expect(await settle(instruction)).toBe('unchanged SCREENING_PENDING');
    expect(await screenDue(channel, SCREENER, isin)).toBe(1);
    expect(await settle(instruction)).toBe('settled');
  });

  test('of somebody who has been taken off the list settles', async () => {
    await changeList(channel, SCREENER, [{ subject: { party: eve }, standing: 'delisted' }]);
    const instruction = await instruct(ada, eve);
    await screenDue(channel, SCREENER, isin);
    expect(await settle(instruction)).toBe('settled');
  });

  test('has a dry run that says what is known', async () => {
    const instruction = await instruct(ada, eve);
    const dry = async (): Promise<unknown> => {
      const verdict = await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(instruction)]);
      const { allowed, rules } = verdict as { readonly allowed: boolean; readonly rules: readonly { rule: string }[] };
      return { allowed, ...rules.find(({ rule }) => rule === 'screening') };
    };
    expect(await dry()).toMatchObject({ allowed: false, side: 'security', reason: 'SCREENING_PENDING' });
    await screenDue(channel, SCREENER, isin);
    expect(await dry()).toMatchObject({ allowed: false, side: 'security', reason: 'SCREENING_REFUSED' });
  });
});

describe('other movements of it', () => {
  const proposed = async (caller: string, name: string, body: object): Promise<() => Promise<Committed>> => {
    const { result } = await channel.send(caller, name, body);
    const { approvalId } = result as { readonly approvalId: string };
    const decision = { approvalId, bodyHash: bodyHashOf(name, body) };
    return () => channel.send(caller, 'approval:approve', decision, { operator: CHECKER });
  };

  test.each<[string, string, string, (holder: string) => object, 'sender' | 'receiver']>([
    ['an issue', ISSUER, 'register:issue', (holder) => allocation(holder, '5'), 'receiver'],
    [
      'a redemption',
      ISSUER,
      'register:redeem',
      (holder) => ({ ...COURT, isin, holderId: holder, units: '5' }),
      'sender',
    ],
    [
      'a recovery',
      REGISTRAR,
      'register:recoverHolding',
      (holder) => ({ ...COURT, isin, fromHolderId: ada, toHolderId: holder }),
      'receiver',
    ],
    [
      'a forced transfer',
      REGULATOR,
      'register:forceTransfer',
      (holder) => ({ ...COURT, isin, fromHolderId: ada, toHolderId: holder, units: '5' }),
      'receiver',
    ],
  ])('%s is proposed before it is screened, and done when it is', async (_, caller, name, bodyFor, side) => {
    for (const holder of side === 'sender' ? [ada, eve] : [bob, eve]) {
      if (side === 'sender' && holder === eve) await endow(eve);
      const approve = await proposed(caller, name, bodyFor(holder));
      if (holder === eve || side === 'sender') expect(await refused(approve)).toBe('SCREENING_PENDING');
      await screenDue(channel, SCREENER, isin, [{ [side]: holder }]);
      if (holder === eve) expect(await refused(approve)).toBe('SCREENING_REFUSED');
      else await approve();
      if (name === 'register:recoverHolding' && holder === bob) await endow(ada);
    }
  });

  test('a joint instruction waits, and is refused for good where one of its movements is', async () => {
    for (const [buyer, waits, ends] of [
      [bob, 'reserved', 'settled'],
      [eve, 'reserved', 'refused'],
    ] as const) {
      const instructionId = `joint-${ends}`;
      const dates = { tradeDate: TODAY, settlementDate: TODAY, lastDay: '2026-11-30' };
      const legs = [{ kind: 'delivery', isin, from: ada, to: buyer, units: '5' }];
      await channel.submit(CUSTODIAN, 'instruction:propose', { instructionId, legs, mode: 'onAffirmation', ...dates });
      for (const party of [ada, buyer]) await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId, party });
      const step = async (): Promise<string | undefined> => {
        const { result } = await channel.submit(REGISTRAR, 'instruction:settle', { instructionIds: [instructionId] });
        return (result as { instructions: readonly { status: string }[] }).instructions[0]?.status;
      };
      expect(await step()).toBe(waits);
      await screenDue(channel, SCREENER, isin, [{ sender: ada, receiver: buyer }]);
      expect(await step()).toBe(ends);
    }
  });
});

/** Gives units to somebody whatever the list says. */
const endow = (holder: string): Promise<Committed> =>
  channel.submit(REGULATOR, 'register:forceTransfer', {
    ...{ ...COURT, isin, fromHolderId: holder === ada ? bob : ada, toHolderId: holder, units: '5', overrides: 'rules' },
  });

describe('an order of an authority', () => {
  const forced = (more: object = {}): object => ({
    ...{ ...COURT, isin, fromHolderId: ada, toHolderId: eve, units: '5' },
    ...more,
  });

  test('does not give to somebody listed', async () => {
    await screenDue(channel, SCREENER, isin, [{ receiver: eve }]);
    expect(await refused(() => channel.send(REGULATOR, 'register:forceTransfer', forced()))).toBe('SCREENING_REFUSED');
  });

  test('unless it says that the rules do not stand in its way', async () => {
    await screenDue(channel, SCREENER, isin, [{ receiver: eve }]);
    await channel.submit(REGULATOR, 'register:forceTransfer', forced({ overrides: 'rules' }));
  });

  test('takes from somebody listed whatever is said of it', async () => {
    await channel.submit(REGULATOR, 'register:forceTransfer', forced({ overrides: 'rules' }));
    await screenDue(channel, SCREENER, isin, [{ receiver: bob }]);
    await channel.submit(REGULATOR, 'register:forceTransfer', forced({ fromHolderId: eve, toHolderId: bob }));
  });
});

describe('what is secret', () => {
  test('lies in one record of the screener, behind a salt', () => {
    const list = privately('sanctions') ?? '';
    expect(list).toContain('asset-freeze');
    for (const trace of [eve, sha256Hex(eve), Buffer.from(eve).toString('hex')]) expect(list).not.toContain(trace);
  });

  test('a change says the same in public whoever is listed', async () => {
    const shape = async (entries: readonly object[]): Promise<unknown> => {
      const { result, events, writes } = await changeList(channel, SCREENER, entries);
      return { result: Object.keys(result as object), events, written: writes.map(({ key }) => key.split('/')[0]) };
    };
    const listing = await shape(listedFrom(TODAY, bob));
    expect(await shape([{ subject: { party: bob }, standing: 'delisted' }])).toEqual(listing);
    expect(await shape([])).toEqual(listing);
    expect(listing).toEqual({ result: ['change'], events: [], written: ['command', 'sanctions'] });
  });

  test('what stands behind a refusal is for the screener alone', async () => {
    await screenDue(channel, SCREENER, isin, [{ sender: ada, receiver: eve }]);
    const finding = privately(`finding/${isin}/${ada}/${eve}/${TODAY}`) ?? '';
    expect(JSON.parse(finding)).toMatchObject({ findings: [{ side: 'receiver', reason: 'asset-freeze' }] });
  });

  test('is shown to its organisation at its own peer', async () => {
    const asked = [isin, canonicalJson([ada, eve])];
    expect(await channel.evaluate(SCREENER, 'screening:listed', asked)).toEqual({
      ...{ businessDate: TODAY, listed: [{ party: eve, reason: 'asset-freeze' }] },
    });
    expect(await channel.evaluate(SCREENER, 'screening:list')).toMatchObject({ entries: [{ from: TODAY }] });
  });

  test.each([
    ['the list', () => channel.evaluate(ISSUER, 'screening:list', [], SCREENER), 'PEER_NOT_OF_CALLER'],
    [
      'who is on it',
      () => channel.evaluate(ISSUER, 'screening:listed', [isin, canonicalJson([eve])], SCREENER),
      'PEER_NOT_OF_CALLER',
    ],
    [
      'a statement about whom one likes',
      () =>
        channel.submit(
          ISSUER,
          'screening:state',
          { isin, movements: [{ receiver: eve }] },
          { peerMspId: SCREENER, operator: 'screening-agent' },
        ),
      'PEER_NOT_OF_CALLER',
    ],
    [
      'a statement of its own',
      () => channel.submit(ISSUER, 'screening:state', { isin, movements: [{ receiver: eve }] }),
      'AUTHORITY_DENIED',
    ],
    [
      'a change of the list',
      () => {
        const { body, transient } = listChangeOf([]);
        return channel.submit(ISSUER, 'screening:changeList', body, { transient, peerMspId: SCREENER });
      },
      'PEER_NOT_OF_CALLER',
    ],
  ])('nobody else gets: %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });
});

describe('a list', () => {
  const entry = { subject: { party: `P${'A'.repeat(32)}` }, standing: 'listed', reason: 'internal', from: TODAY };
  const send = (entries: readonly object[], change?: string): Promise<Committed> => {
    const { body, transient } = listChangeOf(entries);
    return channel.submit(SCREENER, 'screening:changeList', change === undefined ? body : { change }, { transient });
  };

  test.each<[string, () => Promise<unknown>, string]>([
    ['another change than the one that is named', () => send([entry], 'a'.repeat(64)), 'SANCTIONS_LIST_DIFFERS'],
    ['a subject twice', () => send([entry, entry]), 'DUPLICATE_IN_BATCH'],
    ['an end before its beginning', () => send([{ ...entry, until: '2026-11-19' }]), 'FIELD_INVALID'],
    ['a reason in words', () => send([{ ...entry, reason: 'because' }]), 'FIELD_INVALID'],
    [
      'no change',
      () => channel.submit(SCREENER, 'screening:changeList', listChangeOf([]).body),
      'SANCTIONS_LIST_DIFFERS',
    ],
  ])('does not take %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('is needed before anything can be stated', async () => {
    await channel.submit(REGULATOR, 'security:changeScreener', { isin, screener: CUSTODIAN });
    const call = (): Promise<unknown> =>
      channel.submit(CUSTODIAN, 'screening:state', { isin, movements: [{ receiver: ada }] });
    expect(await refused(call)).toBe('SANCTIONS_LIST_ABSENT');
    expect(await settle(await instruct(ada, bob))).toBe('unchanged SCREENING_PENDING');
  });
});

describe('the screener of a security', () => {
  const change = (caller: string, screener?: string) => (): Promise<Committed> =>
    channel.submit(caller, 'security:changeScreener', { isin, ...(screener === undefined ? {} : { screener }) });

  test('attests its lots and its number of units', async () => {
    const lots = await channel.evaluate(ISSUER, 'register:holding', [isin, ada]);
    expect(lots).toMatchObject({ lots: [{ attestors: [CUSTODIAN, REGISTRAR, REGULATOR].sort() }] });
    expect(channel.peer.ledger.policy(`issued/${isin}`)).toContain(PEER_OF_SCREENER);
  });

  test('is somebody who can screen: by its role, and by its standing', async () => {
    expect(await refused(change(REGULATOR, ISSUER))).toBe('SCREENER_UNFIT');
    await channel.submit(REGULATOR, 'authority:changeStanding', {
      ...{ mspId: CUSTODIAN, status: 'suspended', reason: 'breach' },
    });
    expect(await refused(change(REGULATOR, CUSTODIAN))).toBe('SCREENER_UNFIT');
    const registering = { ...BOND, screener: CUSTODIAN };
    await define(channel, registering);
    const place = placementOf(registering);
    expect(await refused(() => channel.submit(ISSUER, 'security:register', place))).toBe('SCREENER_UNFIT');
  });

  test('is replaced and dispensed with by a regulator alone', async () => {
    expect(await refused(change(ISSUER, CUSTODIAN))).toBe('AUTHORITY_DENIED');
    expect(await refused(change(ISSUER))).toBe('AUTHORITY_DENIED');
    expect(await refused(change(REGULATOR, SCREENER))).toBe('SCREENER_UNCHANGED');
    const { events } = await change(REGULATOR)();
    expect(events).toEqual([{ type: 'ScreenerChanged', isin, businessDate: TODAY, by: REGULATOR, previous: SCREENER }]);
    expect(await settle(await instruct(ada, eve))).toBe('settled');
    expect(channel.peer.ledger.policy(`issued/${isin}`)).not.toContain(PEER_OF_SCREENER);
  });

  test('is named first by the issuer, and is a participant', async () => {
    await change(REGULATOR)();
    expect(await refused(change(ISSUER, 'NobodyMSP'))).toBe('PARTICIPANT_UNKNOWN');
    expect(await refused(change(REGISTRAR, CUSTODIAN))).toBe('AUTHORITY_DENIED');
    const { events } = await change(ISSUER, CUSTODIAN)();
    expect(events).toMatchObject([{ type: 'ScreenerChanged', screener: CUSTODIAN }]);
  });
});

describe('nominees', () => {
  test.each([
    ['listed', () => eve, 'refused SCREENING_REFUSED'],
    ['clear', () => bob, 'settled'],
  ])('are screened like those for whom they hold: %s', async (_, nomineeOf, outcome) => {
    const capacity = { partyId: nomineeOf(), holdsAs: 'nominee', document: 'd'.repeat(64) };
    await channel.submit(CUSTODIAN, 'party:declareCapacity', capacity);
    const investor = await takeOn(channel, CUSTODIAN, 'Zoe');
    const instruction = { ...instructionOf('i-held', ada, nomineeOf(), '5'), toDesignation: [investor] };
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
    expect(await screenDue(channel, SCREENER, isin)).toBe(2);
    expect(await settle({ instructionId: 'i-held' })).toBe(outcome);
  });
});

describe('what is due', () => {
  test('is found behind any number of transfers that are not due', async () => {
    const later = { settlementDate: '2026-12-31' };
    const ids = Array.from(
      { length: LIMITS.transfersPerScreeningMax },
      (_, index) => `a-${index.toString().padStart(3, '0')}`,
    );
    for (let at = 0; at < ids.length; at += 100) {
      const batch = ids.slice(at, at + 100).map((id) => ({ ...instructionOf(id, ada, bob, '1'), ...later }));
      await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: batch });
    }
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('z-1', ada, bob, '1')] });
    const due = (from: string): Promise<unknown> => channel.evaluate(SCREENER, 'screening:due', [isin, '[]', from]);
    expect(await due('')).toMatchObject({ movements: [], next: 'a-199' });
    const last = await due('a-199');
    expect(last).toMatchObject({ movements: [{ sender: ada, receiver: bob }] });
    expect(last).not.toHaveProperty('next');
  });
});
