import { setTimeout as delay } from 'node:timers/promises';
import { gatewayHasSeen } from './catch-up.js';
import { custodianOf, gatewayOf, votedOn, type Market } from './market.js';
import type { MarketTransfer } from './market-tables.js';
import type { MarketClient } from './operator-gateway.js';
import { repeated } from './repeated.js';
import { outcomeOf, outcomeOfRefusal, type TransferOutcome } from './transfer-outcome.js';

/** How long it may take until a transfer is entered. */
const PATIENCE_MS = 180_000;
const POLL_MS = 200;

/** Another custodian than that of the sender, who consents to the deed for the receiver; undefined: there is none. */
export function acceptorOf(market: Market, { isin, from, to }: MarketTransfer): string | undefined {
  if (!votedOn(market).some((each) => each.isin === isin)) return undefined;
  const custodian = custodianOf(market, to);
  return custodian === custodianOf(market, from) ? undefined : custodian;
}

/** A transfer that the custodian of its receiver is to accept. */
export interface Offer {
  /** Gateway that was asked for it. */
  readonly gateway: MarketClient;
  readonly key: number;
  /** The transfer in words, for messages. */
  readonly what: string;
  /** What was answered first. */
  readonly first: TransferOutcome;
}

/** The custodian of the receiver accepts as soon as it sees the transfer; one that has ended needs no acceptance. */
export async function acceptAt(market: Market, acceptor: string, offer: Offer): Promise<void> {
  const { operationId } = offer.first;
  if (operationId === undefined) return;
  const entered = await untilEntered(offer, operationId);
  if (entered === undefined) return;
  await gatewayHasSeen(market, acceptor, entered);
  const options = { channel: market.channel, idempotencyKey: `market-acceptance-${offer.key}` };
  try {
    await repeated(() => gatewayOf(market, acceptor).title.accept(operationId, {}, options));
  } catch (error) {
    // refused before it was accepted: what became of it is compared with what is expected
    if (outcomeOfRefusal(error).result !== 'INSTRUCTION_NOT_PENDING') throw error;
  }
}

/** The block that entered a transfer; undefined: it is not pending. */
async function untilEntered({ gateway, what, first }: Offer, operationId: string): Promise<number | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  let outcome = first;
  while (outcome.result === 'pending') {
    if (outcome.block !== undefined) return outcome.block;
    if (Date.now() > deadline) throw new Error(`${what} is not entered after ${PATIENCE_MS / 1_000} s`);
    await delay(POLL_MS);
    outcome = outcomeOf(await repeated(() => gateway.operation(operationId)));
  }
  return undefined;
}
