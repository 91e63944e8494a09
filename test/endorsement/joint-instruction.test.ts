import { join } from 'node:path';
import { loadConsortium } from '@scrip/config';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, Consortium, DELTA } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { listedSecurities } from '../support/listed.js';
import { TestNetwork } from '../support/network.js';
import { RegisterMarket, SCRIP } from '../support/register.js';
import { keepEndorsements, parsePrepared, required } from '../support/transaction.js';

const START_TIMEOUT_MS = 240_000;
const VALID = 0;
const ENDORSEMENT_POLICY_FAILURE = 10;
const BUNDLE = join(REPOSITORY, 'chaincode', 'contracts', 'dist', 'bundle');

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);

if (unavailable !== undefined) {
  report(`joint instructions on ${engine} skipped: ${unavailable}`);
  test.skip(`joint instructions on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`a joint instruction of two sets of attestors on ${engine}`, () => {
    let consortium: Consortium;
    let market: RegisterMarket;
    let isins: readonly [string, string];
    let seller: string;
    let buyer: string;
    let day: string;
    let used = 0;

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      consortium = new Consortium(network);
      await network.deploy({ name: SCRIP, path: BUNDLE, channels: [CHANNEL] });
      market = new RegisterMarket(consortium, CHANNEL);
      await market.bootstrap();
      const config = loadConsortium();
      const first = await market.registerSecurity();
      const files = listedSecurities().filter(({ channel, isin }) => channel === CHANNEL && isin !== first);
      const { calendar } = required(
        listedSecurities().find(({ isin }) => isin === first),
        'first security',
      );
      const second = required(
        files.find((file) => file.calendar === calendar && file.issuer === AURORA),
        'second security',
      );
      await market.registerLike(second);
      isins = [first, second.isin];
      day = required(
        config.calendars.find(({ id }) => id === calendar),
        'calendar',
      ).openingDate;
      // lots of the seller are attested by Borealis and Cirrus, those of the buyer by Borealis and Aurora
      seller = await market.registerParty('Seller', CIRRUS);
      buyer = await market.registerParty('Buyer', AURORA);
      await market.issue(first, seller, '100');
      await market.issue(second.isin, buyer, '100');
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      consortium.close();
      await consortium.network.end();
    }, START_TIMEOUT_MS);

    /** One unit for one unit, bound and reserved. */
    async function bound(): Promise<string> {
      used += 1;
      const instructionId = `j-${String(used)}`;
      const legs = [
        { kind: 'delivery', isin: isins[0], from: seller, to: buyer, units: '1' },
        { kind: 'delivery', isin: isins[1], from: buyer, to: seller, units: '1' },
      ];
      const dates = { tradeDate: day, settlementDate: day, lastDay: day };
      await market.execute(CIRRUS, 'instruction:propose', { instructionId, legs, mode: 'onAffirmation', ...dates });
      await market.execute(CIRRUS, 'instruction:affirm', { instructionId, party: seller });
      await market.execute(AURORA, 'instruction:affirm', { instructionId, party: buyer });
      return instructionId;
    }

    const statusOf = async (instructionId: string): Promise<unknown> =>
      ((await market.query(DELTA, 'instruction:get', instructionId)) as { readonly status: string }).status;

    test('settles in one transaction that carries the endorsements of all attestors, as the engine gathers them', async () => {
      const instructionId = await bound();
      await market.execute(BOREALIS, 'instruction:settle', { instructionIds: [instructionId] });
      expect(await statusOf(instructionId)).toBe('settled');
      const holding = (await market.query(DELTA, 'register:holding', isins[0], buyer)) as { readonly units: string };
      expect(holding.units).toBe('1');
    });

    test.each([
      ['without the custodian of the seller', [AURORA, BOREALIS, DELTA], ENDORSEMENT_POLICY_FAILURE],
      ['without the custodian of the buyer', [BOREALIS, CIRRUS, DELTA], ENDORSEMENT_POLICY_FAILURE],
      ['without the registrar', [AURORA, CIRRUS, DELTA], ENDORSEMENT_POLICY_FAILURE],
      ['with all attestors', [AURORA, BOREALIS, CIRRUS], VALID],
    ])('%s: all legs move or none', async (_, subset, expected) => {
      const instructionId = await bound();
      const prepared = await market.prepare(BOREALIS, 'instruction:settle', { instructionIds: [instructionId] });
      expect(parsePrepared(prepared).endorsers).toHaveLength(4);
      const chosen = keepEndorsements(consortium.at(BOREALIS).gateway, prepared, subset);
      const { code, transactionId } = await (await chosen.submit()).getStatus();
      await consortium.settled(transactionId);
      expect(code).toBe(expected);
      expect(await statusOf(instructionId)).toBe(code === VALID ? 'settled' : 'reserved');
    });
  });
}
