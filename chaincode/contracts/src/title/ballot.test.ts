import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Vote } from '@scrip/model';
import { signCommand } from '@scrip/signing';
import type { Committed } from '../test-support/channel.js';
import { signerOf, TEST_LEDGER, VALIDITY } from '../test-support/keyed-party.js';
import { advanceTo, CUSTODIAN, instructionOf, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { BALLOT, recordVote, standingOf, voteOf } from '../test-support/title.js';
import { BUYERS, VotedShare } from '../test-support/voted-share.js';

const { isin } = SHARE;
let share: VotedShare;

beforeEach(async () => {
  share = await VotedShare.begin();
});

/** An object without one of its fields. */
const without = (name: string, of: object): object =>
  Object.fromEntries(Object.entries(of).filter(([each]) => each !== name));

describe('a transfer on which it is voted', () => {
  test('needs a deed, the consent of both, a ballot and enough votes: then title passes', async () => {
    expect(
      await share.refused(() =>
        share.channel.submit(CUSTODIAN, 'settlement:instruct', {
          instructions: [instructionOf('i-0', share.ada, share.bob, '10')],
        }),
      ),
    ).toBe('DEED_MISSING');
    const terms = await share.instruct('i-1');
    expect(await share.settle('i-1')).toBe('unchanged DEED_NOT_ACCEPTED');
    expect(await share.open('i-1')).toBe('DEED_NOT_ACCEPTED');
    expect(await share.refused(() => share.accept('i-1', 'a'.repeat(64)))).toBe('DEED_DIFFERS');
    await share.accept('i-1', terms);
    expect(await share.refused(() => share.accept('i-1', terms))).toBe('ACCEPTED_ALREADY');
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    expect(await share.open('i-1')).toBe('open');
    expect(await share.open('i-1')).toBe('BALLOT_EXISTS');
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '100', reserved: '10' });
    expect(await share.position('i-1')).toMatchObject({
      owner: share.ada,
      eventsBelongTo: share.ada,
      status: 'pending',
    });
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await share.vote(REGULATOR, 'i-1', 'notary');
    expect(await share.settle('i-1')).toBe('settled');
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '90', reserved: '0' });
    expect(await share.heldBy(share.bob)).toMatchObject({ units: '10' });
    expect(await share.position('i-1')).toMatchObject({
      owner: share.bob,
      status: 'settled',
      votes: { tally: 'passed' },
    });
  });

  test('writes the deed into the entry of the register', async () => {
    await share.opened('i-1');
    for (const [by, role] of [
      [REGISTRAR, 'registrar'],
      [CUSTODIAN, 'sellersCustodian'],
      [BUYERS, 'buyersCustodian'],
    ] as const)
      await share.vote(by, 'i-1', role);
    const { writes } = await share.channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1'] });
    const entry = writes.find(({ key }) => key.startsWith('movement/'));
    const { terms } = (await share.channel.evaluate(BUYERS, 'settlement:instruction', ['i-1'])) as { terms: string };
    expect(JSON.parse(entry?.value ?? '{}')).toMatchObject({ kind: 'transfer', deed: terms });
  });

  test('is refused for good when it can no longer be carried, and its units are free', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar', 'no');
    expect(await share.settle('i-1')).toBe('refused TRANSFER_VOTED_DOWN');
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '100', reserved: '0' });
    expect(await share.position('i-1')).toMatchObject({ owner: share.ada, votes: { tally: 'votedDown' } });
    expect(await share.refusedVote(REGULATOR, 'notary')).toBe('BALLOT_CLOSED');
  });

  test('is refused when the time is over, for silence is no', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await advanceTo(share.channel, '2026-11-25');
    await share.vote(REGULATOR, 'i-1', 'notary');
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await advanceTo(share.channel, '2026-11-26');
    expect(await share.refusedVote(CUSTODIAN, 'sellersCustodian')).toBe('BALLOT_CLOSED');
    expect(await share.settle('i-1')).toBe('refused BALLOT_EXPIRED');
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '100', reserved: '0' });
  });

  test('settles late where the votes came in time', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await share.vote(REGULATOR, 'i-1', 'notary');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await advanceTo(share.channel, '2026-11-30');
    expect(await share.settle('i-1')).toBe('settled');
  });

  test('gives a vote back that is withdrawn, at once', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await share.vote(REGULATOR, 'i-1', 'notary');
    const withdrawn = await voteOf(share.channel, REGULATOR, 'i-1', 'notary', 'withdrawn');
    // the private record alone: nobody has been told yet
    await recordVote(share.channel, withdrawn);
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await share.channel.submit(REGULATOR, 'ownership:castVote', withdrawn);
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await share.vote(REGULATOR, 'i-1', 'notary');
    expect(await share.settle('i-1')).toBe('settled');
  });

  test('reserved units move for nothing else', async () => {
    await share.opened('i-1', '60');
    await share.accept('i-2', await share.instruct('i-2', '60'));
    expect(await share.open('i-2')).toBe('UNITS_RESERVED');
  });

  test('withdrawn by both, its ballot ends and the units are free', async () => {
    await share.opened('i-1');
    await share.channel.submit(CUSTODIAN, 'instruction:withdraw', { instructionId: 'i-1', party: share.ada });
    await share.channel.submit(BUYERS, 'instruction:withdraw', { instructionId: 'i-1', party: share.bob });
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '100', reserved: '0' });
    expect(await share.position('i-1')).toMatchObject({ status: 'withdrawn', votes: { tally: 'ended' } });
  });
});

describe('a ballot', () => {
  test.each([
    ['the notary, who votes', REGULATOR],
    ['the custodian of the seller', CUSTODIAN],
    ['the custodian of the buyer', BUYERS],
  ])('is opened by %s as by the registrar', async (_, by) => {
    await share.accept('i-1', await share.instruct('i-1'));
    expect(await share.open('i-1', by)).toBe('open');
    expect(await share.heldBy(share.ada)).toMatchObject({ reserved: '10' });
    expect(await share.open('i-1')).toBe('BALLOT_EXISTS');
  });

  test('is opened and closed by nobody who has nothing to do with the votes on the transfer', async () => {
    const apart = await VotedShare.begin(BALLOT, { notary: CUSTODIAN });
    await apart.accept('i-1', await apart.instruct('i-1'));
    expect(await apart.refused(() => apart.open('i-1', REGULATOR))).toBe('AUTHORITY_DENIED');
    expect(await apart.refused(() => apart.open('i-9', REGULATOR))).toBe('INSTRUCTION_UNKNOWN');
    expect(await apart.open('i-1')).toBe('open');
    expect(await apart.refused(() => apart.close('i-1', REGULATOR))).toBe('AUTHORITY_DENIED');
  });

  test.each([
    ['the registrar', REGISTRAR],
    ['who voted', REGULATOR],
    ['the custodian of the seller', CUSTODIAN],
  ])('that cannot be carried any more is closed by %s before the transfer is due', async (_, by) => {
    const terms = await share.instruct('i-1', '10', '2026-11-24');
    await share.accept('i-1', terms);
    await share.open('i-1');
    expect(await share.close('i-1', by)).toBe('BALLOT_STILL_OPEN');
    await share.vote(REGISTRAR, 'i-1', 'registrar', 'no');
    expect(await share.settle('i-1')).toMatch(/^unchanged/);
    expect(await share.heldBy(share.ada)).toMatchObject({ reserved: '10' });
    expect(await share.close('i-1', by)).toBe('TRANSFER_VOTED_DOWN');
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '100', reserved: '0' });
    expect(await share.position('i-1')).toMatchObject({
      ...{ owner: share.ada, status: 'refused' },
      votes: {
        tally: 'votedDown',
        ballot: { votes: [{ role: 'registrar', decision: 'no', reason: expect.any(String) }] },
      },
    });
    expect(await share.close('i-1', by)).toBe('INSTRUCTION_NOT_PENDING');
  });

  test('that was voted down is carried still, while nobody has closed it and whoever voted so changes it', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar', 'no');
    await share.vote(REGISTRAR, 'i-1', 'registrar', 'yes');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await share.vote(REGULATOR, 'i-1', 'notary');
    expect(await share.close('i-1')).toBe('BALLOT_STILL_OPEN');
    expect(await share.settle('i-1')).toBe('settled');
  });

  test('whose time is over is closed for that; one that there is not is not', async () => {
    await share.accept('i-2', await share.instruct('i-2'));
    expect(await share.close('i-2')).toBe('BALLOT_UNKNOWN');
    await share.opened('i-1');
    await advanceTo(share.channel, '2026-11-26');
    expect(await share.close('i-1')).toBe('BALLOT_EXPIRED');
  });
});

describe('a vote', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      'that was not recorded first',
      async () =>
        share.channel.submit(
          REGISTRAR,
          'ownership:castVote',
          await voteOf(share.channel, REGISTRAR, 'i-1', 'registrar'),
        ),
      'VOTE_NOT_RECORDED',
    ],
    [
      'of somebody else',
      async () =>
        share.channel.submit(ISSUER, 'ownership:castVote', await voteOf(share.channel, REGISTRAR, 'i-1', 'registrar')),
      'AUTHORITY_DENIED',
    ],
    [
      'by a program',
      async () =>
        share.channel.submit(
          REGISTRAR,
          'ownership:castVote',
          await voteOf(share.channel, REGISTRAR, 'i-1', 'registrar'),
          {
            operator: 'settlement-agent',
          },
        ),
      'OPERATOR_UNKNOWN',
    ],
    ['on a transfer without a ballot', () => share.vote(REGISTRAR, 'i-9', 'registrar'), 'BALLOT_UNKNOWN'],
  ])('%s is refused', async (_, call, code) => {
    await share.opened('i-1');
    expect(await share.refused(call)).toBe(code);
  });

  test('from a place that the organisation does not have is refused', async () => {
    await share.opened('i-1');
    expect(await share.refusedVote(ISSUER, 'notary')).toBe('VOTER_NOT_SEATED');
  });

  test('without a reason is refused where everybody gives one', async () => {
    await share.opened('i-1');
    const silent = without('reason', await voteOf(share.channel, REGISTRAR, 'i-1', 'registrar')) as Vote;
    await recordVote(share.channel, silent);
    expect(await share.refused(() => share.channel.submit(REGISTRAR, 'ownership:castVote', silent))).toBe(
      'VOTE_REASON_MISSING',
    );
  });

  test('has its reason in the collection of its voter, and nowhere else', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    const asked = ['i-1', 'registrar'];
    expect(await share.channel.evaluate(REGISTRAR, 'ownership:reason', asked)).toMatchObject({
      text: expect.any(String),
    });
    expect(await share.refused(() => share.channel.evaluate(ISSUER, 'ownership:reason', asked))).toBe(
      'VOTE_REASON_MISSING',
    );
    expect(await share.refused(() => share.channel.evaluate(ISSUER, 'ownership:reason', asked, REGISTRAR))).toBe(
      'PEER_NOT_OF_CALLER',
    );
  });

  test('that says otherwise than the private record is refused', async () => {
    await share.opened('i-1');
    const given = await voteOf(share.channel, REGISTRAR, 'i-1', 'registrar', 'no');
    await recordVote(share.channel, given);
    const forged = { ...given, decision: 'yes' };
    expect(await share.refused(() => share.channel.submit(REGISTRAR, 'ownership:castVote', forged))).toBe(
      'VOTE_DIFFERS',
    );
  });

  test('is on the ballot with the signature of the person who gave it', async () => {
    const signer = signerOf('signing-voter');
    const voter = { operatorId: 'signing-voter', roles: ['maker'], key: signer.key };
    await share.channel.submit(REGISTRAR, 'operator:appoint', { operators: [voter] });
    await share.opened('i-1');
    const given = {
      ...(await voteOf(share.channel, REGISTRAR, 'i-1', 'registrar')),
      operator: 'signing-voter' as Vote['operator'],
    };
    await recordVote(share.channel, given);
    const named = { commandId: 'signed-vote', operator: 'signing-voter' };
    const cast = (signature?: unknown): Promise<unknown> =>
      share.channel.submit(REGISTRAR, 'ownership:castVote', given, { ...named, signature });
    expect(await share.refused(() => cast())).toBe('SIGNATURES_INSUFFICIENT');
    const command = { function: 'ownership:castVote', mspId: REGISTRAR, ...named, body: given };
    const signature = await signCommand(TEST_LEDGER, command as never, VALIDITY, signer);
    await cast(signature);
    const ballot = await share.channel.evaluate(REGISTRAR, 'ownership:ballot', ['i-1']);
    expect(ballot).toMatchObject({ votes: [{ role: 'registrar', signed: { commandId: 'signed-vote', signature } }] });
    expect(await share.position('i-1')).toMatchObject({ votes: { ballot: { votes: [{ isConfirmed: true }] } } });
  });

  test('that stands is refused where it is voted by ballot', async () => {
    expect(await share.refused(() => giveStandingNow())).toBe('STANDING_VOTE_REFUSED');
  });

  const giveStandingNow = async (): Promise<unknown> => {
    const given = standingOf(isin, REGISTRAR, 'registrar');
    return share.channel.send(REGISTRAR, 'ownership:giveStandingVote', given);
  };

  test('of whoever steps aside passes to the deputy', async () => {
    share = await VotedShare.begin(BALLOT, { deputies: [{ for: 'notary', mspId: ISSUER }] });
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    expect(await share.refusedVote(ISSUER, 'notary')).toBe('VOTER_NOT_SEATED');
    await share.vote(REGULATOR, 'i-1', 'notary', 'stepsAside');
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await share.vote(ISSUER, 'i-1', 'notary');
    // it cannot be taken back: neither recorded at the own peer, where the reason for it lies, nor cast
    const back = await voteOf(share.channel, REGULATOR, 'i-1', 'notary');
    expect(await share.refused(() => recordVote(share.channel, back))).toBe('VOTER_NOT_SEATED');
    const cast = (): Promise<unknown> => share.channel.submit(REGULATOR, 'ownership:castVote', back);
    expect(await share.refused(cast)).toBe('VOTER_NOT_SEATED');
    expect(await share.position('i-1')).toMatchObject({
      votes: {
        ballot: { seats: expect.arrayContaining([expect.objectContaining({ role: 'notary', voter: ISSUER })]) },
      },
    });
    expect(await share.settle('i-1')).toBe('settled');
  });
});

describe('who is asked to endorse', () => {
  const policies = (writes: Committed['writes']): readonly string[] =>
    writes.filter(({ key }) => key.startsWith(`lot/${isin}/`)).map(({ policy }) => (policy === undefined ? '-' : 'p'));

  test('a lot at rest is attested by registrar, notary and the custodian of its holder', async () => {
    const { lots } = (await share.channel.evaluate(REGISTRAR, 'register:holding', [isin, share.ada])) as {
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
    share = await VotedShare.begin(both);
    await share.opened('i-1');
    const lotsOf = async (): Promise<readonly unknown[]> => {
      const { lots } = (await share.channel.evaluate(REGISTRAR, 'register:holding', [isin, share.ada])) as {
        readonly lots: readonly { readonly units: string; readonly attestors: readonly string[] }[];
      };
      return lots.map(({ units, attestors }) => [units, attestors]);
    };
    expect(await lotsOf()).toEqual([
      ['10', [CUSTODIAN, ISSUER, REGISTRAR]],
      ['90', [CUSTODIAN, REGISTRAR]],
    ]);
    const { lots } = (await share.channel.evaluate(REGISTRAR, 'register:holding', [isin, share.ada])) as {
      readonly lots: readonly { readonly lotId: string }[];
    };
    const merged = { isin, holderId: share.ada, lotIds: lots.map(({ lotId }) => lotId) };
    const consolidate = (): Promise<unknown> => share.channel.submit(CUSTODIAN, 'register:consolidate', merged);
    expect(await share.refused(consolidate)).toBe('UNITS_RESERVED');
    await share.vote(BUYERS, 'i-1', 'buyersCustodian', 'no');
    expect(await share.settle('i-1')).toBe('refused TRANSFER_VOTED_DOWN');
    expect((await lotsOf()).map((each) => (each as readonly unknown[])[1])).toEqual([
      [CUSTODIAN, REGISTRAR],
      [CUSTODIAN, REGISTRAR],
    ]);
    await share.opened('i-2');
    for (const [by, role] of [
      [REGISTRAR, 'registrar'],
      [CUSTODIAN, 'sellersCustodian'],
      [BUYERS, 'buyersCustodian'],
    ] as const)
      await share.vote(by, 'i-2', role);
    expect(await share.settle('i-2')).toBe('settled');
    expect(await share.heldBy(share.bob)).toMatchObject({ units: '10' });
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '90', reserved: '0' });
  });
});
