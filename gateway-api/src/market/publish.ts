import type { DefinitionReceipt, NewDefinition } from '../client/types.js';
import { agreed, type Given } from './agreed.js';
import { bounded } from './bounded.js';
import { everyGatewayHasSeen } from './catch-up.js';
import { CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
import { repeated } from './repeated.js';

/** A definition that is to be published. */
export interface Publication {
  readonly source: NewDefinition;
  /** Who proposes it, and who adopts it. */
  readonly author: string;
  readonly adopter: string;
  /** What tells its commands from those of others. */
  readonly key: string;
}

/** Publishes definitions: proposed by their authors and adopted by others. Every gateway has seen it when this resolves. */
export async function publish(market: Market, all: readonly Publication[]): Promise<void> {
  if (all.length === 0) return;
  const proposed = await bounded(all, CONCURRENCY_MAX, async (each) => ({ ...each, ...(await propose(market, each)) }));
  await everyGatewayHasSeen(market, lastBlock(proposed));
  const adopted = await bounded(proposed, CONCURRENCY_MAX, (each) => adopt(market, each));
  await everyGatewayHasSeen(market, lastBlock(adopted));
}

async function propose(market: Market, { author, key, source }: Publication): Promise<DefinitionReceipt> {
  const { definitions } = gatewayOf(market, author);
  const options = (step: string): Given => ({ channel: market.channel, idempotencyKey: `market-${step}-${key}` });
  const { name, hash } = await repeated(() => definitions.draft(source, options('draft')));
  return repeated(() => definitions.propose(name, { hash }, options('propose')));
}

const adopt = (
  market: Market,
  { adopter, key, name, hash }: Publication & DefinitionReceipt,
): Promise<{ readonly block: number }> =>
  agreed(market, adopter, [`adopt-${key}`, `adopt-check-${key}`], ({ definitions }, given) =>
    definitions.adopt(name, { hash }, given),
  );
