import { z } from 'zod';
import { requireAnswer } from './answers.js';
import { bounded } from './bounded.js';
import { Committed, CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';

const Onboarded = Committed.extend({ holderId: z.string() });

/** Holders by the name that the tables give them. */
export type HolderIds = ReadonlyMap<string, string>;

/** Takes every holder on, each through the gateway of its custodian. */
export async function onboardHolders(market: Market): Promise<{ readonly ids: HolderIds; readonly block: number }> {
  const { holders } = market.tables;
  const answers = await bounded(holders, CONCURRENCY_MAX, async ({ ref, custodian, name, country, ...address }) => {
    const body = { channel: market.channel, name, address: { ...address, country }, country };
    const answer = await gatewayOf(market, custodian).post('/v1/holders', `market-holder-${ref}`, body);
    return { ref, ...requireAnswer(`taking on ${ref}`, 201, Onboarded, answer) };
  });
  return { ids: new Map(answers.map(({ ref, holderId }) => [ref, holderId])), block: lastBlock(answers) };
}
