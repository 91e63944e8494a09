import type { DefinitionReceipt } from '../client/types.js';
import { everyGatewayHasSeen } from './catch-up.js';
import { checkerOf, gatewayOf, lastBlock, titledOf, type Market, type TitledSecurity } from './market.js';
import { repeated } from './repeated.js';

/**
 * The ownership protocols by which titles pass: proposed from their texts by the issuing organisation of the first security
 * that names them, adopted by its registrar.
 */
export async function defineProtocols(market: Market): Promise<void> {
  const firsts = [...market.protocols].flatMap(([name, text]) => {
    const security = titledOf(market).find(({ title }) => title.protocol === name);
    return security === undefined ? [] : [{ name, text, security }];
  });
  if (firsts.length === 0) return;
  const proposed: DefinitionReceipt[] = [];
  for (const { text, security } of firsts) proposed.push(await propose(market, security, text));
  await everyGatewayHasSeen(market, lastBlock(proposed));
  const adopted: { readonly block: number }[] = [];
  for (const [index, { security }] of firsts.entries()) {
    const of = proposed[index];
    if (of !== undefined) adopted.push(await adopt(market, security, of));
  }
  await everyGatewayHasSeen(market, lastBlock(adopted));
}

async function propose(market: Market, { issuer, title }: TitledSecurity, text: string): Promise<DefinitionReceipt> {
  const { definitions } = gatewayOf(market, issuer.mspId);
  const options = optionsOf(market, title.protocol);
  const { name, hash } = await repeated(() => definitions.draft({ text }, options('draft')));
  return repeated(() => definitions.propose(name, { hash }, options('propose')));
}

async function adopt(
  market: Market,
  { registrar }: TitledSecurity,
  { name, hash }: DefinitionReceipt,
): Promise<{ readonly block: number }> {
  const options = optionsOf(market, name);
  const proposal = await repeated(() =>
    gatewayOf(market, registrar).definitions.adopt(name, { hash }, options('adopt')),
  );
  return repeated(() => checkerOf(market, registrar).approve(proposal, options('adopt-check')));
}

const optionsOf =
  ({ channel }: Market, protocol: string) =>
  (step: string): { readonly channel: string; readonly idempotencyKey: string } => ({
    channel,
    idempotencyKey: `market-${step}-${protocol.replace('@', '-')}`,
  });
