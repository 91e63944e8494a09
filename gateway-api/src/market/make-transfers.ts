import { setTimeout as delay } from 'node:timers/promises';
import { consideration as readConsideration, considerationHash, sha256Hex } from '@scrip/model';
import type { NewTransfer } from '../client/types.js';
import { acceptAt, acceptorOf } from './accept-transfer.js';
import { bounded } from './bounded.js';
import { holderIdOf } from './issue-units.js';
import { CONCURRENCY_MAX, custodianOf, gatewayOf, votedOn, type Market } from './market.js';
import type { MarketTransfer } from './market-tables.js';
import type { HolderIds } from './onboard-parties.js';
import type { MarketClient } from './operator-gateway.js';
import { repeated } from './repeated.js';
import { outcomeOf, outcomeOfRefusal, UnexpectedOutcome, type TransferOutcome } from './transfer-outcome.js';

/** How long one answer may wait for settlement, and how long an operation may take in all. */
const WAIT_SECONDS = 30;
const PATIENCE_MS = 180_000;
const POLL_MS = 200;

/** What the transfers led to. */
export interface TransferTally {
  readonly settled: number;
  readonly replayed: number;
  readonly refused: number;
  /** The last block that settled or refused one. */
  readonly block: number;
}

/** Operations that requests began, by the number of the request. */
type Operations = Map<number, string>;

/** Makes the transfers wave by wave and compares each outcome with the one expected. */
export async function makeTransfers(market: Market, ids: HolderIds): Promise<TransferTally> {
  const { transfers } = market.tables;
  const waves = [...new Set(transfers.map(({ wave }) => wave))].sort((a, b) => a - b);
  const operations: Operations = new Map();
  const blocks: number[] = [0];
  for (const wave of waves) {
    const ofWave = transfers.filter((transfer) => transfer.wave === wave);
    const outcomes = await bounded(ofWave, CONCURRENCY_MAX, (transfer) => makeOne(market, ids, operations, transfer));
    blocks.push(...outcomes.flatMap(({ block }) => block ?? []));
  }
  const count = (expected: string): number => transfers.filter((transfer) => transfer.expected === expected).length;
  const [settled, replayed] = [count('settled'), count('replayed')];
  return { settled, replayed, refused: transfers.length - settled - replayed, block: Math.max(...blocks) };
}

async function makeOne(
  market: Market,
  ids: HolderIds,
  operations: Operations,
  transfer: MarketTransfer,
): Promise<TransferOutcome> {
  const { number, key, isin, from, to, units, expected } = transfer;
  const what = `transfer ${number} (${units} of ${isin} from ${from} to ${to})`;
  const named = { isin, fromHolderId: holderIdOf(ids, from), toHolderId: ids.get(to) ?? to, units };
  const acceptor = acceptorOf(market, transfer);
  const body = { ...named, ...deedOf(market, transfer) };
  // what another one must accept does not settle while its instruction is answered
  const waiting = acceptor === undefined ? { waitSeconds: WAIT_SECONDS } : {};
  const options = { channel: market.channel, idempotencyKey: `market-transfer-${key}`, ...waiting };
  const gateway = gatewayOf(market, transfer.gateway);
  const first = await repeated(() => gateway.transfer(body, options)).then(outcomeOf, outcomeOfRefusal);
  if (acceptor !== undefined) await acceptAt(market, acceptor, { gateway, key, what, first });
  const outcome = await untilEnded(what, gateway, first);
  const { operationId } = outcome;
  if (operationId !== undefined) operations.set(number, operationId);
  // That a repetition moved nothing is shown by the registers, which are compared at the end.
  const repeatsFirst = operationId !== undefined && operationId === operations.get(key);
  const asExpected =
    expected === 'replayed' ? repeatsFirst && outcome.result === 'settled' : outcome.result === expected;
  if (!asExpected) throw new UnexpectedOutcome(what, expected, outcome);
  return outcome;
}

/**
 * The deed of a transfer whose title passes by votes. Where both are clients of the same custodian, it consents for the
 * receiver where the instruction is given. What is given in return is invented as all of the sample, and so is its salt.
 */
function deedOf(market: Market, transfer: MarketTransfer): Pick<NewTransfer, 'deed' | 'acceptance'> {
  const { key, isin, units, from, to } = transfer;
  const security = votedOn(market).find((each) => each.isin === isin);
  if (security === undefined) return {};
  const salt = sha256Hex(`consideration of the sample transfer ${String(key)}`);
  const amount = { amount: units, currency: security.currency };
  const consideration = considerationHash(readConsideration({ salt, in: 'money', amount }, '/consideration'));
  const deed = { sellersCapacity: 'principal', buyersCapacity: 'principal', consideration } as const;
  return { deed, ...(custodianOf(market, from) === custodianOf(market, to) ? { acceptance: {} } : {}) };
}

/** Follows an operation that the first answer left open. */
async function untilEnded(what: string, gateway: MarketClient, first: TransferOutcome): Promise<TransferOutcome> {
  const deadline = Date.now() + PATIENCE_MS;
  let outcome = first;
  while (outcome.result === 'pending' && outcome.operationId !== undefined) {
    const { operationId } = outcome;
    if (Date.now() > deadline) throw new Error(`${what} is still pending after ${PATIENCE_MS / 1_000} s`);
    await delay(POLL_MS);
    outcome = outcomeOf(await repeated(() => gateway.operation(operationId)));
  }
  return outcome;
}
