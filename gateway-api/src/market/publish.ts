import type { DefinitionReceipt, NewDefinition } from '../client/types.js';
import { bounded } from './bounded.js';
import { everyGatewayHasSeen } from './catch-up.js';
import { checkerOf, CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
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

async function propose(market: Market, publication: Publication): Promise<DefinitionReceipt> {
  const { definitions } = gatewayOf(market, publication.author);
  const options = optionsOf(market, publication);
  const { name, hash } = await repeated(() => definitions.draft(publication.source, options('draft')));
  return repeated(() => definitions.propose(name, { hash }, options('propose')));
}

async function adopt(
  market: Market,
  publication: Publication & DefinitionReceipt,
): Promise<{ readonly block: number }> {
  const { adopter, name, hash } = publication;
  const options = optionsOf(market, publication);
  const { definitions } = gatewayOf(market, adopter);
  const proposal = await repeated(() => definitions.adopt(name, { hash }, options('adopt')));
  return repeated(() => checkerOf(market, adopter).approve(proposal, options('adopt-check')));
}

const optionsOf =
  ({ channel }: Market, { key }: Publication) =>
  (step: string): { readonly channel: string; readonly idempotencyKey: string } => ({
    channel,
    idempotencyKey: `market-${step}-${key}`,
  });
