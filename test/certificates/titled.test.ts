import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConsortium } from '@scrip/config';
import { verify } from '@scrip/verify';
import { BOREALIS, CHANNEL, CIRRUS } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import { adopt, registerLike } from '../support/definitions.js';
import { protocolOf } from '../support/title.js';
import { newNonce } from './certified-holding.js';

const TIMEOUT_MS = 300_000;
const TITLE = {
  ...{ law: 'Germany', form: 'registered', protocol: 'Standing@1' },
  register: { constitutiveUnder: 'eWpG, section 4' },
};
const DEED = { sellersCapacity: 'principal', buyersCapacity: 'trustee', consideration: 'c'.repeat(64) } as const;

journey('a certificate of a security with a title', (engine) => {
  let market: MarketScene;

  beforeAll(async () => {
    market = await MarketScene.open(engine);
  }, TIMEOUT_MS);

  afterAll(() => market.close(), TIMEOUT_MS);

  test(
    'says what title is in law, and by which deed the holder got it',
    async () => {
      const [file] = loadConsortium().securities.filter(({ channel }) => channel === CHANNEL);
      if (file === undefined) throw new Error('there is no security');
      const { isin } = file;
      await adopt(market, protocolOf('Standing', { by: 'automatic' }));
      await registerLike(market, file, { titleTo: TITLE });
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
      const { proven, notProven, facts } = verify(
        await market.at(CIRRUS).certificates.ownershipPdf(isin, buyer, nonce),
      );
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
    },
    TIMEOUT_MS,
  );
});
