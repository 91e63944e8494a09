import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '@scrip/model';
import { MAKER, RefusedCall, type Channel, type Committed } from '../test-support/channel.js';
import { adopt, claimOf, makeClaim } from '../test-support/claims.js';
import {
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;

let channel: Channel;
/** Who holds units, somebody else, and somebody under a sanction who holds units too. */
let ada: string;
let bob: string;
let eve: string;

beforeEach(async () => {
  channel = await channelWithShare();
  [ada, bob, eve] = [
    await takeOn(channel, CUSTODIAN, 'Ada'),
    await takeOn(channel, CUSTODIAN, 'Bob'),
    await takeOn(channel, CUSTODIAN, 'Eve'),
  ];
  await issue(ada, '50');
  await issue(eve, '50');
  const issuers = [{ mspId: CUSTODIAN, from: TODAY }];
  await adopt(channel, REGULATOR, { type: 'sanctioned', effect: 'blocks', sides: 'both', issuers });
  await makeClaim(channel, claimOf(eve, { type: 'sanctioned' }));
});

const issue = (holderId: string, units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units }] });

/** The register before what is refused. */
let before: unknown;
const lots = (): Promise<unknown> => channel.evaluate(ISSUER, 'register:holders', [isin]);

async function settled(name: string, body: object): Promise<string> {
  const { result } = await channel.submit(REGISTRAR, name, body);
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  return outcome?.code ?? outcome?.status ?? 'nothing';
}
async function transferred(from: string, to: string): Promise<string> {
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-1', from, to, '5')] });
  return settled('settlement:settle', { isin, instructionIds: ['i-1'] });
}
async function transferredAtOnce(from: string, to: string): Promise<string> {
  const body = { instructions: [instructionOf('i-1', from, to, '5')] };
  const transactionId = channel.nextTransactionId();
  const argument = canonicalJson({ commands: [{ commandId: 'at-once', operator: MAKER, body }], settling: true });
  const { writes } = await channel.execute(CUSTODIAN, transactionId, ['settlement:instruct', argument]);
  channel.peer.ledger.commit(transactionId, writes);
  const decided = await channel.evaluate(CUSTODIAN, 'settlement:instruction', ['i-1']);
  const { status, refusal } = decided as { readonly status: string; readonly refusal?: string };
  return refusal ?? status;
}
async function joined(from: string, to: string): Promise<string> {
  const dates = { tradeDate: TODAY, settlementDate: TODAY, lastDay: '2026-11-30' };
  const legs = [{ kind: 'delivery', isin, from, to, units: '5' }];
  const instruction = { instructionId: 'j-1', legs, mode: 'onAffirmation', ...dates };
  await channel.submit(CUSTODIAN, 'instruction:propose', instruction);
  for (const party of [from, to])
    await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId: 'j-1', party });
  return settled('instruction:settle', { instructionIds: ['j-1'] });
}

/** Units that went to somebody by mistake go to whom they belong. */
async function corrected(): Promise<unknown> {
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-1', ada, bob, '5')] });
  const batch = { isin, instructionIds: ['i-1'] };
  const { transactionId } = await channel.submit(REGISTRAR, 'settlement:settle', batch);
  const raised = { breakId: 'b-1', isin, holderId: eve, reason: 'position', documentHash: COURT.document };
  await channel.submit(CUSTODIAN, 'calendar:raiseBreak', raised);
  before = await lots();
  return channel.submit(REGISTRAR, 'register:correct', {
    ...{ ...COURT, basis: 'statute', isin, corrects: { entry: `${transactionId}/0`, on: TODAY } },
    ...{ breakId: 'b-1', toHolderId: eve, units: '5' },
  });
}

/** A buyer gets what a pledgee is owed for. */
async function enforced(): Promise<unknown> {
  const named = { isin, holderId: ada, encumbranceId: 'e-1', units: '5', document: COURT.document };
  await channel.submit(CUSTODIAN, 'register:encumber', { act: { ...named, kind: 'pledge', beneficiary: bob } });
  before = await lots();
  return channel.submit(REGISTRAR, 'register:enforce', { act: { ...named, basis: 'terms', toHolderId: eve } });
}

/** Every module by which units move, with what it does for somebody under a sanction. */
const PATHS: Readonly<Record<string, readonly (readonly [string, () => Promise<unknown>])[]>> = {
  'register/issue.js': [['an issue to it', () => issue(eve, '1')]],
  'settlement/settle-one.js': [
    ['a transfer to it', () => transferred(ada, eve)],
    ['a transfer from it', () => transferred(eve, ada)],
    ['a transfer to it that settles at once', () => transferredAtOnce(ada, eve)],
    ['a transfer from it that settles at once', () => transferredAtOnce(eve, ada)],
  ],
  'register/joint-movement.js': [
    ['a delivery to it', () => joined(ada, eve)],
    ['a delivery from it', () => joined(eve, ada)],
  ],
  'register/forced-transfer.js': [
    [
      'a forced transfer to it',
      () =>
        channel.submit(REGULATOR, 'register:forceTransfer', {
          ...{ ...COURT, isin, fromHolderId: ada, toHolderId: eve, units: '5' },
        }),
    ],
  ],
  'register/enforce.js': [['an enforcement in its favour', enforced]],
  'register/recover-holding.js': [
    [
      'a recovery to it',
      () =>
        channel.submit(REGISTRAR, 'register:recoverHolding', { ...COURT, isin, fromHolderId: ada, toHolderId: eve }),
    ],
  ],
  'register/correct.js': [['a correction in its favour', corrected]],
  'register/redeem.js': [
    [
      'a redemption from it',
      () => channel.submit(ISSUER, 'register:redeem', { ...COURT, isin, holderId: eve, units: '5' }),
    ],
  ],
  'register/dematerialise.js': [
    [
      'certificates of it that are taken in',
      () =>
        channel.submit(ISSUER, 'register:dematerialise', {
          ...{ ...COURT, isin, holderId: eve, certificates: [{ number: 'A-1', units: '5' }] },
        }),
    ],
  ],
  'register/rematerialise.js': [
    [
      'certificates that are given out to it',
      () =>
        channel.submit(REGULATOR, 'register:rematerialise', {
          ...{ ...COURT, act: { isin, holderId: eve, certificates: [{ number: 'A-1', units: '5' }] } },
        }),
    ],
  ],
  // nothing passes to anybody: lots of a holder become one, or are attested by others
  'register/consolidate.js': [],
  'title/rehome.js': [],
  // its holder stays the same; that the rules of both securities judge it is not shown here
  'register/exchange.js': [],
};

async function codeOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RefusedCall) return error.refusal?.code;
    throw error;
  }
}

describe('whoever is under a sanction is refused on every path', () => {
  test.each(Object.values(PATHS).flat())('%s', async (_, act) => {
    before = await lots();
    expect(await codeOf(act)).toBe('CLAIM_BLOCKS');
    expect(await lots()).toEqual(before);
  });

  test('a transfer of others settles at once', async () => {
    expect(await transferredAtOnce(ada, bob)).toBe('settled');
  });

  test('the same paths are open to others', async () => {
    expect(await transferred(ada, bob)).toBe('settled');
    expect(await joined(ada, bob)).toBe('settled');
  });
});

describe('there is no other path', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const modules = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.js') && !/\.test\.js$|^test-support|^disabled|^bundle/.test(name),
  );
  const using = (pattern: RegExp): readonly string[] =>
    modules.filter((name) => pattern.test(readFileSync(join(root, name), 'utf8'))).sort();

  test('lots and outstanding units are written by one module', () => {
    expect(using(/\b(createLot|consumeLot)\(/)).toEqual(['records/lot-records.js', 'register/movement.js']);
    expect(using(/\bwriteIssuedUnits\(/)).toEqual([
      'records/security-records.js',
      'register/movement.js',
      'security/change-screener.js',
      'security/register-security.js',
      'title/replace-attestor.js',
    ]);
  });

  test('and whoever asks it to is shown here', () => {
    const asking = using(/\b(applyMovement|applyOrRefuse|stageEffect)\(/).filter(
      (name) => name !== 'register/movement.js',
    );
    expect(asking).toEqual(Object.keys(PATHS).sort());
  });
});
