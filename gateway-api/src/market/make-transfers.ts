import { setTimeout as delay } from 'node:timers/promises';
import { transferOutcome, UnexpectedOutcome, type TransferOutcome } from './answers.js';
import { bounded } from './bounded.js';
import type { Answer, GatewayClient } from './gateway-client.js';
import { holderIdOf } from './issue-units.js';
import { CONCURRENCY_MAX, gatewayOf, type Market } from './market.js';
import type { MarketTransfer } from './market-tables.js';
import type { HolderIds } from './onboard-holders.js';

/** How long one answer may wait for settlement, and how long an operation may take in all. */
const WAIT_SECONDS = 30;
const PATIENCE_MS = 180_000;
const POLL_MS = 200;

/** What the transfers led to. */
export interface TransferTally {
  readonly settled: number;
  readonly replayed: number;
  readonly refused: number;
  readonly block: number;
}

/** Operation of each Idempotency-Key that was used, by the number of the request. */
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
  const gateway = gatewayOf(market, transfer.gateway);
  const body = { isin, fromHolderId: holderIdOf(ids, from), toHolderId: ids.get(to) ?? to, units };
  const path = `/v1/transfers?channel=${market.channel}`;
  const answer = await gateway.post(path, `market-transfer-${key}`, body, WAIT_SECONDS);
  const outcome = await untilEnded(what, gateway, transferOutcome(what, answer));
  const first = operations.get(key);
  if (outcome.operationId !== undefined) operations.set(number, outcome.operationId);
  const asExpected =
    expected === 'replayed'
      ? answer.replayed && outcome.operationId !== undefined && outcome.operationId === first
      : outcome.result === expected;
  if (!asExpected) throw unexpected(what, expected, answer, outcome);
  return outcome;
}

const unexpected = (what: string, expected: string, answer: Answer, outcome: TransferOutcome): UnexpectedOutcome =>
  new UnexpectedOutcome(what, expected, answer.status >= 400 ? answer : { ...answer, body: outcome });

/** Follows an operation that the first answer left open. */
async function untilEnded(what: string, gateway: GatewayClient, first: TransferOutcome): Promise<TransferOutcome> {
  const deadline = Date.now() + PATIENCE_MS;
  let outcome = first;
  while (outcome.result === 'pending' && outcome.operationId !== undefined) {
    if (Date.now() > deadline) throw new Error(`${what} is still pending after ${PATIENCE_MS / 1_000} s`);
    await delay(POLL_MS);
    outcome = transferOutcome(what, await gateway.get(`/v1/operations/${outcome.operationId}`));
  }
  return outcome;
}
