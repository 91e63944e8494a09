import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bodyHashOf, canonicalJson, sha256Hex } from '@scrip/model';
import { REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, Consortium, DELTA } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { CHECKER, RegisterMarket, SCRIP } from '../support/register.js';
import { keepEndorsements, required } from '../support/transaction.js';

const START_TIMEOUT_MS = 240_000;
const VALID = 0;
const ENDORSEMENT_POLICY_FAILURE = 10;
const BUNDLE = join(REPOSITORY, 'chaincode', 'contracts', 'dist', 'bundle');
/** Majorities of the members: Delta screens, Borealis keeps the register, Cirrus is the custodian. */
const WITHOUT_SCREENER = [AURORA, BOREALIS, CIRRUS];
const WITH_SCREENER = [BOREALIS, CIRRUS, DELTA];

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);

if (unavailable !== undefined) {
  report(`a screened security on ${engine} skipped: ${unavailable}`);
  test.skip(`a screened security on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`a screened security on ${engine}`, () => {
    let consortium: Consortium;
    let market: RegisterMarket;
    let isin: string;
    let seller: string;
    let buyer: string;

    const screen = (...movements: readonly object[]): Promise<string> =>
      market.execute(DELTA, 'screening:state', { isin, movements }, { endorsers: [DELTA] });

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      consortium = new Consortium(network);
      await network.deploy({ name: SCRIP, path: BUNDLE, channels: [CHANNEL] });
      market = new RegisterMarket(consortium, CHANNEL);
      await market.bootstrap();
      isin = await market.registerSecurity();
      const body = { isin, screener: DELTA };
      const approvalId = await market.execute(AURORA, 'security:changeScreener', body);
      const decision = { approvalId, bodyHash: bodyHashOf('security:changeScreener', body) };
      await market.execute(AURORA, 'approval:approve', decision, { operator: CHECKER });
      const change = canonicalJson({ salt: 'e'.repeat(64), entries: [] });
      const choices = { endorsers: [DELTA], transient: { change } };
      await market.execute(DELTA, 'screening:changeList', { change: sha256Hex(change) }, choices);
      seller = await market.registerParty('Seller');
      buyer = await market.registerParty('Buyer');
      await screen({ receiver: seller }, { receiver: buyer }, { sender: seller, receiver: buyer });
      await market.issue(isin, seller, '1000');
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      consortium.close();
      await consortium.network.end();
    }, START_TIMEOUT_MS);

    test.each([
      ['not by a majority without the screener', WITHOUT_SCREENER, ENDORSEMENT_POLICY_FAILURE],
      ['by a majority with it', WITH_SCREENER, VALID],
    ])('is issued and transferred %s', async (_, subset, expected) => {
      const [transfer] = await market.instruct(isin, seller, buyer, 1);
      const act = await market.proposeIssue(isin, buyer, '1');
      const prepared = [
        { from: AURORA, transaction: await market.prepare(AURORA, 'approval:approve', act, CHECKER) },
        {
          from: BOREALIS,
          transaction: await market.prepareSettlement(isin, [required(transfer, 'transfer').instructionId]),
        },
      ];
      for (const { from, transaction } of prepared) {
        const { gateway } = consortium.at(from);
        const submitted = await keepEndorsements(gateway, transaction, subset).submit();
        const { code, transactionId } = await submitted.getStatus();
        await consortium.settled(transactionId);
        expect(code).toBe(expected);
      }
    });
  });
}
