import { definitionOf, type SecurityFile } from '@scrip/config';
import type { DefinitionReceipt } from '../client/types.js';
import { bounded } from './bounded.js';
import { everyGatewayHasSeen } from './catch-up.js';
import { checkerOf, CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
import { repeated } from './repeated.js';

/** The definitions of all securities: proposed by their issuing organisations, adopted by their registrars. */
export async function defineSecurities(market: Market): Promise<void> {
  const proposed = await bounded(market.securities, CONCURRENCY_MAX, (security) => propose(market, security));
  await everyGatewayHasSeen(market, lastBlock(proposed));
  const adopted = await bounded(market.securities, CONCURRENCY_MAX, (security) => {
    const of = proposed.find(({ name }) => name === nameOf(security));
    if (of === undefined) throw new Error(`${security.isin} is not proposed`);
    return adopt(market, security, of);
  });
  await everyGatewayHasSeen(market, lastBlock(adopted));
}

/** Name of a definition with its version. */
const nameOf = (security: SecurityFile): string => {
  const { name, version } = definitionOf(security);
  return `${name}@${String(version)}`;
};

async function propose(market: Market, security: SecurityFile): Promise<DefinitionReceipt> {
  const { definitions } = gatewayOf(market, security.issuer.mspId);
  const options = optionsOf(market, security);
  const { name, hash } = await repeated(() => definitions.draft({ form: definitionOf(security) }, options('draft')));
  return repeated(() => definitions.propose(name, { hash }, options('propose')));
}

async function adopt(
  market: Market,
  security: SecurityFile,
  { name, hash }: DefinitionReceipt,
): Promise<{ readonly block: number }> {
  const { registrar } = security;
  const options = optionsOf(market, security);
  const { definitions } = gatewayOf(market, registrar);
  const proposal = await repeated(() => definitions.adopt(name, { hash }, options('adopt')));
  return repeated(() => checkerOf(market, registrar).approve(proposal, options('adopt-check')));
}

const optionsOf =
  ({ channel }: Market, { isin }: SecurityFile) =>
  (step: string): { readonly channel: string; readonly idempotencyKey: string } => ({
    channel,
    idempotencyKey: `market-${step}-${isin}`,
  });
