import { beforeEach, describe, expect, test } from '@jest/globals';
import { CUSTODIAN, instructionOf, REGISTRAR, SHARE, takeOn } from '../test-support/market.js';
import { AUTOMATIC, DEED, giveStanding, standingOf } from '../test-support/title.js';
import { VotedShare } from '../test-support/voted-share.js';

const { isin } = SHARE;
let share: VotedShare;
let nominee: string;
let broker: string;

beforeEach(async () => {
  share = await VotedShare.begin(AUTOMATIC);
  [nominee, broker] = [
    await takeOn(share.channel, CUSTODIAN, 'Nominee'),
    await takeOn(share.channel, CUSTODIAN, 'Broker'),
  ];
  for (const partyId of [nominee, broker]) {
    const capacity = { partyId, holdsAs: 'nominee', document: 'd'.repeat(64) };
    await share.channel.submit(CUSTODIAN, 'party:declareCapacity', capacity);
  }
  for (const [by, role] of [
    [REGISTRAR, 'registrar'],
    [CUSTODIAN, 'sellersCustodian'],
  ] as const) {
    await giveStanding(share.channel, standingOf(isin, by, role));
  }
});

let instructions = 0;
/** Enters a transfer of ten units. @returns its id */
async function instruct(from: string, to: string, more: object): Promise<string> {
  const id = `i-${String((instructions += 1))}`;
  const transfer = { ...instructionOf(id, from, to, '10'), ...more };
  await share.channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [transfer] });
  return id;
}
const consented = { deed: DEED, acceptance: {} };

describe('title is of who is on the register', () => {
  test.each<[string, () => Promise<readonly [from: string, to: string, more: object]>]>([
    ['an owner to its nominee', () => Promise.resolve([share.ada, nominee, { toDesignation: [share.ada] }])],
    [
      'a nominee to the owner',
      async () => {
        await share.settle(await instruct(share.ada, nominee, { toDesignation: [share.ada], ...consented }));
        return [nominee, share.ada, { fromDesignation: [share.ada] }];
      },
    ],
    [
      'one nominee of an owner to another one',
      async () => {
        await share.settle(await instruct(share.ada, nominee, { toDesignation: [share.ada], ...consented }));
        return [nominee, broker, { fromDesignation: [share.ada], toDesignation: [share.ada] }];
      },
    ],
  ])('it passes from %s by deed and votes, whomever the units are for', async (_, given) => {
    const [from, to, more] = await given();
    expect(await share.refused(() => instruct(from, to, more))).toBe('DEED_MISSING');
    const unconsented = await instruct(from, to, { ...more, deed: DEED });
    expect(await share.settle(unconsented)).toBe('unchanged DEED_NOT_ACCEPTED');
    const id = await instruct(from, to, { ...more, ...consented });
    await share.channel.submit(CUSTODIAN, 'ownership:endStandingVote', { isin, role: 'sellersCustodian' });
    expect(await share.settle(id)).toBe('unchanged STANDING_VOTE_MISSING');
    await giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian'));
    expect(await share.settle(id)).toBe('settled');
  });

  test('it stays where one nominee holds for one owner through other intermediaries', async () => {
    await share.settle(await instruct(share.ada, nominee, { toDesignation: [share.ada], ...consented }));
    await share.channel.submit(CUSTODIAN, 'ownership:endStandingVote', { isin, role: 'sellersCustodian' });
    const more = { fromDesignation: [share.ada], toDesignation: [broker, share.ada] };
    expect(await share.settle(await instruct(nominee, nominee, more))).toBe('settled');
  });

  test('what one nominee holds passes to another owner by deed', async () => {
    await share.settle(await instruct(share.ada, nominee, { toDesignation: [share.ada], ...consented }));
    const more = { fromDesignation: [share.ada], toDesignation: [share.bob] };
    const undeeded = (): Promise<unknown> => instruct(nominee, nominee, more);
    expect(await share.refused(undeeded)).toBe('DEED_MISSING');
  });
});
