import { beforeEach, describe, expect, test } from '@jest/globals';

import { CUSTODIAN, FOUNDING, holderOf, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { AUTOMATIC, BALLOT, giveStanding, standingOf } from '../test-support/title.js';
import { BUYERS, VotedShare } from '../test-support/voted-share.js';

const { isin } = SHARE;
let share: VotedShare;

beforeEach(async () => {
  share = await VotedShare.begin();
});

describe('what stands above a ballot', () => {
  const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
  const forced = (more: object = {}): Promise<unknown> =>
    share.channel.submit(REGULATOR, 'register:forceTransfer', {
      ...{ ...COURT, isin, fromHolderId: share.ada, toHolderId: share.bob, units: '95', ...more },
    });

  test('an order ends it where it says so, and takes what was reserved', async () => {
    await share.opened('i-1');
    expect(await share.refused(() => forced())).toBe('UNITS_RESERVED');
    await forced({ ends: ['i-1'] });
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '5', reserved: '0' });
    expect(await share.position('i-1')).toMatchObject({ status: 'refused', votes: { tally: 'ended' } });
  });

  test('an order of the registrar ends the transfer, and its units are free', async () => {
    await share.opened('i-1');
    await share.channel.submit(REGISTRAR, 'settlement:cancel', { ...COURT, instructionId: 'i-1' });
    expect(await share.heldBy(share.ada)).toMatchObject({ units: '100', reserved: '0' });
  });

  test('a joint instruction moves no security on which it is voted by ballot', async () => {
    const dates = { tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-11-30' };
    const legs = [{ kind: 'delivery', isin, from: share.ada, to: share.bob, units: '5' }];
    const joint = { instructionId: 'j-1', legs, mode: 'onAffirmation', ...dates };
    expect(await share.refused(() => share.channel.submit(CUSTODIAN, 'instruction:propose', joint))).toBe(
      'BALLOT_NEEDS_TRANSFER',
    );
  });
});

describe('who may not vote', () => {
  /** A transfer to an organisation of the network, whose notary has a deputy. */
  const openedFor = async (buyer: string): Promise<void> => {
    share = await VotedShare.begin(BALLOT, { deputies: [{ for: 'notary', mspId: ISSUER }] });
    const entity = { lei: FOUNDING.participants.find(({ mspId }) => mspId === buyer)?.lei };
    const { record, reference } = holderOf(BUYERS, 'The organisation itself');
    await share.channel.submit(BUYERS, 'party:record', reference, { transient: { record } });
    await share.channel.submit(BUYERS, 'party:register', { ...reference, kind: 'entity', entity });
    share = share.soldTo(reference.partyId);
    await share.opened('i-1');
  };

  test('a deputy that is itself the buyer', async () => {
    await openedFor(ISSUER);
    await share.vote(REGULATOR, 'i-1', 'notary', 'stepsAside');
    expect(await share.refusedVote(ISSUER, 'notary')).toBe('VOTER_NOT_SEATED');
  });

  test('an organisation that is itself the buyer: its deputy votes', async () => {
    await openedFor(REGULATOR);
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    expect(await share.refusedVote(REGULATOR, 'notary')).toBe('VOTER_CONFLICTED');
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await share.vote(ISSUER, 'i-1', 'notary');
    expect(await share.settle('i-1')).toBe('settled');
  });

  test('an organisation that has lost its standing: its vote counts no longer', async () => {
    await share.opened('i-1');
    await share.vote(REGISTRAR, 'i-1', 'registrar');
    await share.vote(CUSTODIAN, 'i-1', 'sellersCustodian');
    await share.vote(BUYERS, 'i-1', 'buyersCustodian');
    const standing = (status: string, reason: string): Promise<unknown> =>
      share.channel.submit(REGULATOR, 'authority:changeStanding', { mspId: BUYERS, status, reason });
    await standing('suspended', 'breach');
    expect(await share.settle('i-1')).toBe('unchanged VOTES_PENDING');
    await standing('good', 'cured');
    expect(await share.settle('i-1')).toBe('settled');
  });
});

describe('standing votes', () => {
  const automatic = { ...AUTOMATIC, protocol: { ...AUTOMATIC.protocol, eventsWhilePending: 'buyer' } };

  test('let pass what they cover, and nothing else', async () => {
    share = await VotedShare.begin(automatic);
    await giveStanding(share.channel, standingOf(isin, REGISTRAR, 'registrar'));
    await share.accept('i-1', await share.instruct('i-1', '10'));
    expect(await share.settle('i-1')).toBe('unchanged STANDING_VOTE_MISSING');
    await giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian', { unitsMax: '9' }));
    expect(await share.settle('i-1')).toBe('unchanged STANDING_VOTE_MISSING');
    expect(await share.position('i-1')).toMatchObject({
      eventsBelongTo: share.bob,
      votes: { standing: ['registrar'] },
    });
    await giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian', { unitsMax: '10' }));
    expect(await share.settle('i-1')).toBe('settled');
    await share.channel.submit(CUSTODIAN, 'ownership:endStandingVote', { isin, role: 'sellersCustodian' });
    await share.accept('i-2', await share.instruct('i-2', '10'));
    expect(await share.settle('i-2')).toBe('unchanged STANDING_VOTE_MISSING');
    expect(await share.open('i-2').catch(() => 'refused')).toBe('refused');
  });
});
