import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Vote, VotingRole } from '@scrip/model';
import type { Channel, Committed } from '../test-support/channel.js';
import {
  advanceTo,
  CUSTODIAN,
  FOUNDING,
  holderOf,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import {
  BALLOT,
  castVote,
  DEED,
  giveStanding,
  publish,
  recordVote,
  standingOf,
  titleBy,
  voteOf,
} from '../test-support/title.js';

const { isin } = SHARE;
/** Where Bob has his account. */
const BUYERS = ISSUER;

let channel: Channel;
let ada: string;
let bob: string;

async function begin(protocol: object = BALLOT, more: object = {}): Promise<void> {
  channel = await openedChannel();
  await publish(channel, protocol);
  const { name } = protocol as { readonly name: string };
  await channel.submit(ISSUER, 'security:register', { ...SHARE, title: titleBy(`${name}@1`, more) });
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, BUYERS, 'Bob');
  await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units: '100' }] });
}

beforeEach(() => begin());

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

async function instruct(id: string, units = '10'): Promise<string> {
  await channel.submit(CUSTODIAN, 'settlement:instruct', {
    instructions: [{ ...instructionOf(id, ada, bob, units), deed: DEED }],
  });
  const { terms } = (await channel.evaluate(BUYERS, 'settlement:instruction', [id])) as { readonly terms: string };
  return terms;
}
const accept = (instructionId: string, terms: string): Promise<Committed> =>
  channel.submit(BUYERS, 'settlement:accept', { instructionId, party: bob, terms });
async function open(id: string): Promise<string> {
  const { result } = await channel.submit(REGISTRAR, 'ownership:openBallots', { isin, instructionIds: [id] });
  const [ballot] = (result as { ballots: readonly { status: string; code?: string }[] }).ballots;
  return ballot?.code ?? ballot?.status ?? '';
}
async function opened(id: string, units?: string): Promise<void> {
  await accept(id, await instruct(id, units));
  expect(await open(id)).toBe('open');
}
async function settle(id: string): Promise<string> {
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
}
async function heldBy(holderId: string): Promise<{ units: string; reserved: string }> {
  const { units } = (await channel.evaluate(REGISTRAR, 'register:holding', [isin, holderId])) as { units: string };
  const { reserved } = (await channel.evaluate(REGISTRAR, 'register:certify', [isin, holderId, 'n'.repeat(22)])) as {
    reserved: string;
  };
  return { units, reserved };
}
const position = (id: string): Promise<unknown> => channel.evaluate(REGISTRAR, 'ownership:position', [id]);
const vote = (by: string, id: string, role: VotingRole, decision?: Vote['decision']): Promise<Committed> =>
  castVote(channel, by, id, role, decision);

/** An object without one of its fields. */
const without = (name: string, of: object): object =>
  Object.fromEntries(Object.entries(of).filter(([each]) => each !== name));

/** The refusal of a vote that lies in the collection of its voter. */
async function refusedVote(by: string, role: VotingRole): Promise<string> {
  const given = await voteOf(channel, by, 'i-1', role);
  await recordVote(channel, given);
  return refused(() => channel.submit(by, 'ownership:castVote', given));
}

describe('a transfer on which it is voted', () => {
  test('needs a deed, the consent of both, a ballot and enough votes: then title passes', async () => {
    expect(
      await refused(() =>
        channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-0', ada, bob, '10')] }),
      ),
    ).toBe('DEED_MISSING');
    const terms = await instruct('i-1');
    expect(await settle('i-1')).toBe('unchanged DEED_NOT_ACCEPTED');
    expect(await open('i-1')).toBe('DEED_NOT_ACCEPTED');
    expect(await refused(() => accept('i-1', 'a'.repeat(64)))).toBe('DEED_DIFFERS');
    await accept('i-1', terms);
    expect(await refused(() => accept('i-1', terms))).toBe('ACCEPTED_ALREADY');
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    expect(await open('i-1')).toBe('open');
    expect(await open('i-1')).toBe('BALLOT_EXISTS');
    expect(await heldBy(ada)).toMatchObject({ units: '100', reserved: '10' });
    expect(await position('i-1')).toMatchObject({ owner: ada, eventsBelongTo: ada, status: 'pending' });
    await vote(REGISTRAR, 'i-1', 'registrar');
    await vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await vote(REGULATOR, 'i-1', 'notary');
    expect(await settle('i-1')).toBe('settled');
    expect(await heldBy(ada)).toMatchObject({ units: '90', reserved: '0' });
    expect(await heldBy(bob)).toMatchObject({ units: '10' });
    expect(await position('i-1')).toMatchObject({ owner: bob, status: 'settled', votes: { tally: 'passed' } });
  });

  test('writes the deed into the entry of the register', async () => {
    await opened('i-1');
    for (const [by, role] of [
      [REGISTRAR, 'registrar'],
      [CUSTODIAN, 'sellersCustodian'],
      [BUYERS, 'buyersCustodian'],
    ] as const)
      await vote(by, 'i-1', role);
    const { writes } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1'] });
    const entry = writes.find(({ key }) => key.startsWith('movement/'));
    const { terms } = (await channel.evaluate(BUYERS, 'settlement:instruction', ['i-1'])) as { terms: string };
    expect(JSON.parse(entry?.value ?? '{}')).toMatchObject({ kind: 'transfer', deed: terms });
  });

  test('is refused for good when it can no longer be carried, and its units are free', async () => {
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar', 'no');
    expect(await settle('i-1')).toBe('refused TRANSFER_VOTED_DOWN');
    expect(await heldBy(ada)).toMatchObject({ units: '100', reserved: '0' });
    expect(await position('i-1')).toMatchObject({ owner: ada, votes: { tally: 'votedDown' } });
    expect(await refusedVote(REGULATOR, 'notary')).toBe('BALLOT_CLOSED');
  });

  test('is refused when the time is over, for silence is no', async () => {
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    await advanceTo(channel, '2026-11-25');
    await vote(REGULATOR, 'i-1', 'notary');
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await advanceTo(channel, '2026-11-26');
    expect(await refusedVote(CUSTODIAN, 'sellersCustodian')).toBe('BALLOT_CLOSED');
    expect(await settle('i-1')).toBe('refused BALLOT_EXPIRED');
    expect(await heldBy(ada)).toMatchObject({ units: '100', reserved: '0' });
  });

  test('settles late where the votes came in time', async () => {
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    await vote(REGULATOR, 'i-1', 'notary');
    await vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await advanceTo(channel, '2026-11-30');
    expect(await settle('i-1')).toBe('settled');
  });

  test('gives a vote back that is withdrawn, at once', async () => {
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    await vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await vote(REGULATOR, 'i-1', 'notary');
    const withdrawn = await voteOf(channel, REGULATOR, 'i-1', 'notary', 'withdrawn');
    // the private record alone: nobody has been told yet
    await recordVote(channel, withdrawn);
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await channel.submit(REGULATOR, 'ownership:castVote', withdrawn);
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await vote(REGULATOR, 'i-1', 'notary');
    expect(await settle('i-1')).toBe('settled');
  });

  test('reserved units move for nothing else', async () => {
    await opened('i-1', '60');
    await accept('i-2', await instruct('i-2', '60'));
    expect(await open('i-2')).toBe('UNITS_RESERVED');
  });

  test('withdrawn by both, its ballot ends and the units are free', async () => {
    await opened('i-1');
    await channel.submit(CUSTODIAN, 'instruction:withdraw', { instructionId: 'i-1', party: ada });
    await channel.submit(BUYERS, 'instruction:withdraw', { instructionId: 'i-1', party: bob });
    expect(await heldBy(ada)).toMatchObject({ units: '100', reserved: '0' });
    expect(await position('i-1')).toMatchObject({ status: 'withdrawn', votes: { tally: 'ended' } });
  });
});

describe('what stands above a ballot', () => {
  const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
  const forced = (more: object = {}): Promise<unknown> =>
    channel.submit(REGULATOR, 'register:forceTransfer', {
      ...{ ...COURT, isin, fromHolderId: ada, toHolderId: bob, units: '95', ...more },
    });

  test('an order ends it where it says so, and takes what was reserved', async () => {
    await opened('i-1');
    expect(await refused(() => forced())).toBe('UNITS_RESERVED');
    await forced({ ends: ['i-1'] });
    expect(await heldBy(ada)).toMatchObject({ units: '5', reserved: '0' });
    expect(await position('i-1')).toMatchObject({ status: 'refused', votes: { tally: 'ended' } });
  });

  test('an order of the registrar ends the transfer, and its units are free', async () => {
    await opened('i-1');
    await channel.submit(REGISTRAR, 'settlement:cancel', { ...COURT, instructionId: 'i-1' });
    expect(await heldBy(ada)).toMatchObject({ units: '100', reserved: '0' });
  });

  test('a joint instruction moves no security on which it is voted by ballot', async () => {
    const dates = { tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-11-30' };
    const legs = [{ kind: 'delivery', isin, from: ada, to: bob, units: '5' }];
    const joint = { instructionId: 'j-1', legs, mode: 'onAffirmation', ...dates };
    expect(await refused(() => channel.submit(CUSTODIAN, 'instruction:propose', joint))).toBe('BALLOT_NEEDS_TRANSFER');
  });
});

describe('who may not vote', () => {
  test('an organisation that is itself the buyer: its deputy votes', async () => {
    await begin(BALLOT, { deputies: [{ for: 'notary', mspId: ISSUER }] });
    const notary = FOUNDING.participants.find(({ mspId }) => mspId === REGULATOR);
    const { record, reference } = holderOf(BUYERS, 'The notary itself');
    await channel.submit(BUYERS, 'party:record', reference, { transient: { record } });
    await channel.submit(BUYERS, 'party:register', { ...reference, kind: 'entity', entity: { lei: notary?.lei } });
    bob = reference.partyId;
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    await vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    expect(await refusedVote(REGULATOR, 'notary')).toBe('VOTER_CONFLICTED');
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await vote(ISSUER, 'i-1', 'notary');
    expect(await settle('i-1')).toBe('settled');
  });

  test('an organisation that has lost its standing: its vote counts no longer', async () => {
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    await vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await vote(BUYERS, 'i-1', 'buyersCustodian');
    const standing = (status: string, reason: string): Promise<unknown> =>
      channel.submit(REGULATOR, 'authority:changeStanding', { mspId: BUYERS, status, reason });
    await standing('suspended', 'breach');
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await standing('good', 'cured');
    expect(await settle('i-1')).toBe('settled');
  });
});

describe('a vote', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      'that was not recorded first',
      async () => channel.submit(REGISTRAR, 'ownership:castVote', await voteOf(channel, REGISTRAR, 'i-1', 'registrar')),
      'VOTE_NOT_RECORDED',
    ],
    [
      'of somebody else',
      async () => channel.submit(ISSUER, 'ownership:castVote', await voteOf(channel, REGISTRAR, 'i-1', 'registrar')),
      'AUTHORITY_DENIED',
    ],
    [
      'by a program',
      async () =>
        channel.submit(REGISTRAR, 'ownership:castVote', await voteOf(channel, REGISTRAR, 'i-1', 'registrar'), {
          operator: 'settlement-agent',
        }),
      'OPERATOR_UNKNOWN',
    ],
    ['on a transfer without a ballot', () => vote(REGISTRAR, 'i-9', 'registrar'), 'BALLOT_UNKNOWN'],
  ])('%s is refused', async (_, call, code) => {
    await opened('i-1');
    expect(await refused(call)).toBe(code);
  });

  test('from a place that the organisation does not have is refused', async () => {
    await opened('i-1');
    expect(await refusedVote(ISSUER, 'notary')).toBe('VOTER_NOT_SEATED');
  });

  test('without a reason is refused where everybody gives one', async () => {
    await opened('i-1');
    const silent = without('reason', await voteOf(channel, REGISTRAR, 'i-1', 'registrar')) as Vote;
    await recordVote(channel, silent);
    expect(await refused(() => channel.submit(REGISTRAR, 'ownership:castVote', silent))).toBe('VOTE_REASON_MISSING');
  });

  test('has its reason in the collection of its voter, and nowhere else', async () => {
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    const asked = ['i-1', 'registrar'];
    expect(await channel.evaluate(REGISTRAR, 'ownership:reason', asked)).toMatchObject({ text: expect.any(String) });
    expect(await refused(() => channel.evaluate(ISSUER, 'ownership:reason', asked))).toBe('VOTE_REASON_MISSING');
    expect(await refused(() => channel.evaluate(ISSUER, 'ownership:reason', asked, REGISTRAR))).toBe(
      'PEER_NOT_OF_CALLER',
    );
  });

  test('that says otherwise than the private record is refused', async () => {
    await opened('i-1');
    const given = await voteOf(channel, REGISTRAR, 'i-1', 'registrar', 'no');
    await recordVote(channel, given);
    const forged = { ...given, decision: 'yes' };
    expect(await refused(() => channel.submit(REGISTRAR, 'ownership:castVote', forged))).toBe('VOTE_DIFFERS');
  });

  test('that stands is refused where it is voted by ballot', async () => {
    expect(await refused(() => giveStandingNow())).toBe('STANDING_VOTE_REFUSED');
  });

  const giveStandingNow = async (): Promise<unknown> => {
    const given = standingOf(isin, REGISTRAR, 'registrar');
    return channel.send(REGISTRAR, 'ownership:giveStandingVote', given);
  };

  test('of whoever steps aside passes to the deputy', async () => {
    await begin(BALLOT, { deputies: [{ for: 'notary', mspId: ISSUER }] });
    await opened('i-1');
    await vote(REGISTRAR, 'i-1', 'registrar');
    await vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await vote(ISSUER, 'i-1', 'notary');
    expect(await settle('i-1')).toBe('unchanged VOTES_PENDING');
    await vote(REGULATOR, 'i-1', 'notary', 'stepsAside');
    expect(await settle('i-1')).toBe('settled');
  });
});

describe('who is asked to endorse', () => {
  const policies = (writes: Committed['writes']): readonly string[] =>
    writes.filter(({ key }) => key.startsWith(`lot/${isin}/`)).map(({ policy }) => (policy === undefined ? '-' : 'p'));

  test('a lot at rest is attested by registrar, notary and the custodian of its holder', async () => {
    const { lots } = (await channel.evaluate(REGISTRAR, 'register:holding', [isin, ada])) as {
      readonly lots: readonly { readonly attestors: readonly string[] }[];
    };
    expect(lots[0]?.attestors).toEqual([CUSTODIAN, REGISTRAR, REGULATOR]);
    expect(policies([])).toEqual([]);
  });

  test('where the buyer’s custodian must vote, the lots are set aside for it, and come back when nothing passes', async () => {
    const both = {
      ...BALLOT,
      name: 'Both',
      protocol: {
        ...BALLOT.protocol,
        passesWhen: {
          is: 'atLeast',
          votes: 3,
          of: (['registrar', 'sellersCustodian', 'buyersCustodian'] as const).map((each) => ({
            is: 'vote',
            from: each,
          })),
        },
      },
    };
    await begin(both);
    await opened('i-1');
    const lotsOf = async (): Promise<readonly unknown[]> => {
      const { lots } = (await channel.evaluate(REGISTRAR, 'register:holding', [isin, ada])) as {
        readonly lots: readonly { readonly units: string; readonly attestors: readonly string[] }[];
      };
      return lots.map(({ units, attestors }) => [units, attestors]);
    };
    expect(await lotsOf()).toEqual([
      ['10', [CUSTODIAN, ISSUER, REGISTRAR]],
      ['90', [CUSTODIAN, REGISTRAR]],
    ]);
    await vote(BUYERS, 'i-1', 'buyersCustodian', 'no');
    expect(await settle('i-1')).toBe('refused TRANSFER_VOTED_DOWN');
    expect((await lotsOf()).map((each) => (each as readonly unknown[])[1])).toEqual([
      [CUSTODIAN, REGISTRAR],
      [CUSTODIAN, REGISTRAR],
    ]);
    await opened('i-2');
    for (const [by, role] of [
      [REGISTRAR, 'registrar'],
      [CUSTODIAN, 'sellersCustodian'],
      [BUYERS, 'buyersCustodian'],
    ] as const)
      await vote(by, 'i-2', role);
    expect(await settle('i-2')).toBe('settled');
    expect(await heldBy(bob)).toMatchObject({ units: '10' });
    expect(await heldBy(ada)).toMatchObject({ units: '90', reserved: '0' });
  });
});

describe('standing votes', () => {
  const automatic = {
    ...{ kind: 'ownership', name: 'Automatic', version: 1, title: 'By standing votes' },
    protocol: {
      passesWhen: {
        is: 'atLeast',
        votes: 2,
        of: [
          { is: 'vote', from: 'registrar' },
          { is: 'vote', from: 'sellersCustodian' },
        ],
      },
      voting: { by: 'automatic' },
      eventsWhilePending: 'buyer',
    },
  };

  test('let pass what they cover, and nothing else', async () => {
    await begin(automatic);
    await giveStanding(channel, standingOf(isin, REGISTRAR, 'registrar'));
    await accept('i-1', await instruct('i-1', '10'));
    expect(await settle('i-1')).toBe('unchanged STANDING_VOTE_MISSING');
    await giveStanding(channel, standingOf(isin, CUSTODIAN, 'sellersCustodian', { unitsMax: '9' }));
    expect(await settle('i-1')).toBe('unchanged STANDING_VOTE_MISSING');
    expect(await position('i-1')).toMatchObject({ eventsBelongTo: bob, votes: { standing: ['registrar'] } });
    await giveStanding(channel, standingOf(isin, CUSTODIAN, 'sellersCustodian', { unitsMax: '10' }));
    expect(await settle('i-1')).toBe('settled');
    await channel.submit(CUSTODIAN, 'ownership:endStandingVote', { isin, role: 'sellersCustodian' });
    await accept('i-2', await instruct('i-2', '10'));
    expect(await settle('i-2')).toBe('unchanged STANDING_VOTE_MISSING');
    expect(await open('i-2').catch(() => 'refused')).toBe('refused');
  });
});

describe('a title', () => {
  const register = (more: object): Promise<unknown> =>
    channel.submit(ISSUER, 'security:register', { ...SHARE, isin: 'US5949181045', title: titleBy('Ballot@1', more) });

  test.each<[string, object, string]>([
    ['whose protocol nobody has published', { protocol: 'Nothing@1' }, 'DEFINITION_UNKNOWN'],
    ['whose notary is no participant', { notary: 'NobodyMSP' }, 'PARTICIPANT_UNKNOWN'],
    ['with a deputy for nobody', { deputies: [{ for: 'issuer', mspId: CUSTODIAN }] }, 'TITLE_INVALID'],
    ['that rests on a document which it does not have', { prevailing: 'e'.repeat(64) }, 'TERMS_INVALID'],
  ])('%s is refused', async (_, more, code) => {
    expect(await refused(() => register(more))).toBe(code);
  });

  test('without a notary is refused where one votes', async () => {
    const body = { ...SHARE, isin: 'US5949181045', title: without('notary', titleBy('Ballot@1')) };
    expect(await refused(() => channel.submit(ISSUER, 'security:register', body))).toBe('TITLE_INVALID');
  });
});
