import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, Consortium, DELTA, MEMBERS } from '../support/consortium.js';
import { bodyHashOf } from '@scrip/model';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { afterWeekdays } from '../support/market-scene.js';
import { CHECKER, RegisterMarket, SCRIP } from '../support/register.js';
import type { User } from '../support/signing.js';
import { addEndorsements, keepEndorsements, parsePrepared, required } from '../support/transaction.js';

const START_TIMEOUT_MS = 240_000;
const VALID = 0;
const ENDORSEMENT_POLICY_FAILURE = 10;
const MVCC_READ_CONFLICT = 11;
const BUNDLE = join(REPOSITORY, 'chaincode', 'contracts', 'dist', 'bundle');
/** A majority of four members: the channel's rule for keys without a policy of their own. */
const MAJORITY = 3;
/** Who attests a lot of a holder at Cirrus: the registrar and the holder's custodian. */
const ATTESTORS: readonly string[] = [BOREALIS, CIRRUS];

/** All subsets of the members but the empty one: fifteen. */
const SUBSETS: readonly (readonly string[])[] = Array.from({ length: 2 ** MEMBERS.length - 1 }, (_, index) =>
  MEMBERS.filter((_member, position) => Math.floor((index + 1) / 2 ** position) % 2 === 1),
);

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);

/**
 * What a transfer needs, from the design and not from the code: a majority for the lots it creates, and for the lots it
 * consumes both attestors or the lawful override. So no majority without an attestor moves a lot, unless the authority
 * and a witness signed off-line; and the override alone moves nothing either.
 */
function expectedVerdict(subset: readonly string[], overridden: boolean): number {
  const attested = ATTESTORS.every((attestor) => subset.includes(attestor));
  return subset.length >= MAJORITY && (attested || overridden) ? VALID : ENDORSEMENT_POLICY_FAILURE;
}

const nameOf = (subset: readonly string[]): string => subset.map((mspId) => mspId.replace('MSP', '')).join('+');

if (unavailable !== undefined) {
  report(`endorser subsets on ${engine} skipped: ${unavailable}`);
  test.skip(`endorser subsets on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`endorser subsets on ${engine}`, () => {
    let consortium: Consortium;
    let market: RegisterMarket;
    let isin: string;
    let seller: string;
    let buyer: string;
    const waiting: string[] = [];
    const verdicts: string[] = [];

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      consortium = new Consortium(network);
      await network.deploy({ name: SCRIP, path: BUNDLE, channels: [CHANNEL] });
      market = new RegisterMarket(consortium, CHANNEL);
      await market.bootstrap();
      isin = await market.registerSecurity();
      seller = await market.registerParty('Seller');
      buyer = await market.registerParty('Buyer');
      await market.issue(isin, seller, '1000');
      for (const transfer of await market.instruct(isin, seller, buyer, 50)) {
        waiting.push(transfer.instructionId);
      }
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(`endorser subsets on ${engine}: ${verdicts.length} verdicts\n${verdicts.join('\n')}`);
      consortium.close();
      await consortium.network.end();
    }, START_TIMEOUT_MS);

    const authority = (): User => consortium.user(DELTA, 'admin');
    const witness = (): User => consortium.user(AURORA, 'admin');

    /** Settles one waiting instruction with exactly these endorsements and returns the verdict. */
    async function settle(subset: readonly string[], offLine: readonly User[] = []): Promise<number> {
      const instruction = required(waiting.shift(), 'waiting instruction');
      const prepared = await market.prepareSettlement(isin, [instruction]);
      expect([...parsePrepared(prepared).endorsers].sort()).toEqual([...MEMBERS].sort());
      const code = await verdictOf(BOREALIS, prepared, subset, offLine);
      const { status } = (await market.query(BOREALIS, 'settlement:instruction', instruction)) as { status: string };
      expect(status).toBe(code === VALID ? 'settled' : 'pending');
      return code;
    }

    async function verdictOf(
      from: string,
      prepared: Transaction,
      subset: readonly string[],
      offLine: readonly User[] = [],
    ): Promise<number> {
      const { gateway } = consortium.at(from);
      const chosen = addEndorsements(gateway, keepEndorsements(gateway, prepared, subset), offLine);
      const { code, transactionId } = await (await chosen.submit()).getStatus();
      await consortium.settled(transactionId);
      return code;
    }

    test.each(SUBSETS.map((subset) => [nameOf(subset), subset] as const))('transfer by %s', async (name, subset) => {
      const code = await settle(subset);
      verdicts.push(`  transfer by ${name}: ${code}`);
      expect(code).toBe(expectedVerdict(subset, false));
    });

    test.each(SUBSETS.map((subset) => [nameOf(subset), subset] as const))(
      'transfer by %s with the lawful override',
      async (name, subset) => {
        const code = await settle(subset, [authority(), witness()]);
        verdicts.push(`  transfer by ${name} with override: ${code}`);
        expect(code).toBe(expectedVerdict(subset, true));
      },
    );

    test('the override needs the authority and another member, as administrators', async () => {
      const withoutCustodian = [AURORA, BOREALIS, DELTA];
      expect(await settle(withoutCustodian, [authority()])).toBe(ENDORSEMENT_POLICY_FAILURE);
      expect(await settle(withoutCustodian, [witness()])).toBe(ENDORSEMENT_POLICY_FAILURE);
      const clients = [consortium.user(DELTA, 'user1'), consortium.user(AURORA, 'user1')];
      expect(await settle(withoutCustodian, clients)).toBe(ENDORSEMENT_POLICY_FAILURE);
      expect(await settle(withoutCustodian, [witness(), authority()])).toBe(VALID);
    });

    /** What a regulator orders: units of the seller go to the buyer; what its checker approves. */
    async function order(): Promise<object> {
      const body = {
        ...{ isin, fromHolderId: seller, toHolderId: buyer, units: '1' },
        ...{ basis: 'court-order', document: 'd'.repeat(64) },
      };
      const approvalId = await market.execute(DELTA, 'register:forceTransfer', body);
      return { approvalId, bodyHash: bodyHashOf('register:forceTransfer', body) };
    }
    /** The approval of an order as of the opening date, which can be entered until a day. */
    function dated(act: object, until: string): Promise<Transaction> {
      const { id: calendar, openingDate: on } = market.calendar;
      return market.prepare(DELTA, 'approval:approve', act, CHECKER, [{ calendar, on, until }]);
    }

    test.each(SUBSETS.map((subset) => [nameOf(subset), subset] as const))(
      'no date is stated by %s: only administrators do that',
      async (_, subset) => {
        const prepared = await dated(await order(), market.calendar.openingDate);
        expect(await verdictOf(DELTA, prepared, subset)).toBe(ENDORSEMENT_POLICY_FAILURE);
      },
    );

    test('an order that was signed stays valid when the day steps, and none that has expired', async () => {
      const { openingDate: today } = market.calendar;
      const tomorrow = afterWeekdays(today, 1);
      const offLine = [authority(), witness()];
      const withoutCustodian = [AURORA, BOREALIS, DELTA];
      const inTime = await dated(await order(), tomorrow);
      const expiring = await dated(await order(), today);
      const undated = await market.prepare(DELTA, 'approval:approve', await order(), CHECKER);
      await market.correctTo(tomorrow);
      expect(await verdictOf(DELTA, undated, withoutCustodian, offLine)).toBe(MVCC_READ_CONFLICT);
      expect(await verdictOf(DELTA, expiring, withoutCustodian, offLine)).toBe(MVCC_READ_CONFLICT);
      expect(await verdictOf(DELTA, inTime, withoutCustodian, offLine)).toBe(VALID);
    });

    const pairs = SUBSETS.filter((subset) => subset.length === 2);

    test.each(pairs.map((pair) => [nameOf(pair), pair] as const))('a lot forged by %s is refused', async (_, pair) => {
      const act = await market.proposeIssue(isin, buyer, '1000');
      const forged = await market.prepare(AURORA, 'approval:approve', act, CHECKER);
      expect(await verdictOf(AURORA, forged, pair)).toBe(ENDORSEMENT_POLICY_FAILURE);
      const helped = await market.prepare(AURORA, 'approval:approve', act, CHECKER);
      expect(await verdictOf(AURORA, helped, pair, [authority(), witness()])).toBe(ENDORSEMENT_POLICY_FAILURE);
    });
  });
}
