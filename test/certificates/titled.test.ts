import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OwnershipCertificate } from '@scrip/gateway-api';
import { verify, VerificationError } from '@scrip/verify';
import { AURORA, BOREALIS, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import { adopt, registerLike } from '../support/definitions.js';
import { listedSecurities } from '../support/listed.js';
import { protocolOf } from '../support/title.js';
import { newNonce } from './certified-holding.js';
import { resigned, userIn, type Answer } from './forgery.js';

const TIMEOUT_MS = 300_000;
const TITLE = {
  ...{ law: 'Germany', form: 'registered', protocol: 'Standing@1' },
  register: { constitutiveUnder: 'eWpG, section 4' },
};
const DEED = { sellersCapacity: 'principal', buyersCapacity: 'trustee', consideration: 'c'.repeat(64) } as const;

journey('a certificate of a security with a title', (engine) => {
  let market: MarketScene;
  let genuine: OwnershipCertificate;

  beforeAll(async () => {
    market = await MarketScene.open(engine);
  }, TIMEOUT_MS);

  afterAll(() => market.close(), TIMEOUT_MS);

  test(
    'says what title is in law, and by which deed the holder got it',
    async () => {
      const listed = listedSecurities().find(({ text }) => text === 'siemens-share');
      if (listed === undefined) throw new Error('there is no security');
      const { isin } = listed;
      await adopt(market, protocolOf('Standing', { by: 'automatic' }));
      await registerLike(market, listed, { titleTo: TITLE });
      await market.caughtUp();
      const [seller, buyer] = [await market.managed('Ada Example'), await market.managed('Ben Example')];
      await market.issue(isin, seller, '10');
      for (const [mspId, role] of [
        [BOREALIS, 'registrar'],
        [CIRRUS, 'sellersCustodian'],
      ] as const) {
        const given = { role, validFrom: market.today, validUntil: market.day(30) };
        await market.approve(mspId, market.at(mspId).title.giveStandingVote(isin, given));
      }
      await market.caughtUp();
      const transfer = { isin, fromHolderId: seller, toHolderId: buyer, units: '4', deed: DEED, acceptance: {} };
      const sold = await market.at(CIRRUS).transfer(transfer, { waitSeconds: 10 });
      expect(sold).toMatchObject({ status: 'settled' });
      const nonce = newNonce();
      genuine = await market.at(CIRRUS).certificates.ownership(isin, buyer, nonce);
      const pdf = await market.at(CIRRUS).certificates.ownershipPdf(isin, buyer, nonce);
      const { proven, notProven, facts } = verify(pdf);
      const said = proven.join('\n');
      expect(said).toContain('title to it is held in registered form by the law of Germany');
      expect(said).toContain('this register makes the right, under eWpG, section 4');
      expect(said).toContain('it passes by the protocol Standing@1');
      expect(notProven).toContainEqual(expect.stringContaining('That the law sees title'));
      const [lot] = facts.lots;
      expect(lot?.createdBy.movement).toMatchObject({
        kind: 'transfer',
        deed: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(said).toContain(`Title to the lot ${lot?.lotId ?? ''} of 4 units passed on ${market.today} by a deed`);
      const stood = { mode: 'standing', decision: 'yes', on: market.today, until: market.day(30) };
      const kept = { vote: expect.stringMatching(/^[0-9a-f]{64}$/) };
      expect(lot?.createdBy.movement?.title).toEqual({
        ...{
          protocol: 'Standing@1',
          protocolHash: (await market.at(DELTA).definitions.get('Standing@1')).definition.hash,
        },
        votes: [
          { role: 'registrar', voter: BOREALIS, ...stood, ...kept },
          { role: 'sellersCustodian', voter: CIRRUS, ...stood, ...kept },
        ],
      });
      expect(said).toContain(`${BOREALIS} as registrar said yes by a standing vote of ${market.today}`);
      expect(notProven).toContainEqual(expect.stringContaining('reasons stay with who voted'));
      process.stdout.write(`certificate with votes: ${JSON.stringify(genuine).length} bytes, PDF ${pdf.length}\n`);
    },
    TIMEOUT_MS,
  );

  /** Which check a certificate fails whose transactions were changed and signed by some. */
  function failureOf(change: (text: string) => string, signers: readonly string[]): string {
    const users = signers.map((mspId) => userIn(market.data, mspId, 'peer0'));
    const set: Answer['set'] = (written) => {
      for (const write of written.getWritesList()) {
        if (!write.getKey().startsWith('movement/')) continue;
        write.setValue(Buffer.from(change(Buffer.from(write.getValue_asU8()).toString('utf8'))));
      }
    };
    const transactions = genuine.transactions.map((transaction) => resigned(transaction, users, { set }));
    try {
      verify(JSON.stringify({ ...genuine, transactions }));
    } catch (error) {
      if (error instanceof VerificationError) return error.message;
      throw error;
    }
    return 'nothing';
  }
  const swapped = (text: string): string => text.replaceAll(`"voter":"${BOREALIS}"`, `"voter":"${AURORA}"`);
  const ofAnother = (text: string): string => text.replaceAll('"protocol":"Standing@1"', '"protocol":"Another@1"');

  test('signed by the peers of all members it would pass: the tools of forgers work', () => {
    expect(failureOf((text) => text, MEMBERS)).toBe('nothing');
  });

  test.each<[string, (text: string) => string, RegExp]>([
    ['a swapped vote', swapped, /did not read standing-vote/],
    ['another protocol', ofAnother, /did not read definition/],
  ])('%s is found, whoever signs it', (_, forge, words) => {
    expect(failureOf(forge, [AURORA, DELTA])).toMatch(/peers of 2 of 4 members/);
    expect(failureOf(forge, [AURORA, CIRRUS, DELTA])).toMatch(/without the endorsements of its attestors/);
    expect(failureOf(forge, MEMBERS)).toMatch(words);
  });

  test(
    'of all bytes of the votes none can be changed',
    async () => {
      const [index, bytes] = genuine.transactions
        .map((transaction, at) => [at, Buffer.from(transaction, 'base64')] as const)
        .find(([, each]) => each.includes('"protocolHash"')) ?? [0, Buffer.of()];
      const [from, to] = [
        bytes.indexOf('"title":{"protocol"'),
        bytes.indexOf('"verdictHash"', bytes.indexOf('"title":{')),
      ];
      expect(Math.min(from, to - from)).toBeGreaterThan(0);
      for (let place = from; place < to; place += 1) {
        // between two, connections are kept alive
        await setImmediate();
        const mutant = Buffer.from(bytes);
        mutant[place] = (mutant[place] ?? 0) ^ 1;
        const transactions = genuine.transactions.with(index, mutant.toString('base64'));
        expect(() => verify(JSON.stringify({ ...genuine, transactions }))).toThrow(VerificationError);
      }
      process.stdout.write(`votes: ${to - from} changed bytes, all failed\n`);
    },
    TIMEOUT_MS,
  );
});
