import type { SecurityFile } from '@scrip/config';
import type { MarketTables } from './market-tables.js';
import type { MarketClient } from './operator-gateway.js';

/** What the phases of the sample market work with. */
export interface Market {
  readonly tables: MarketTables;
  readonly securities: readonly SecurityFile[];
  /** Texts of the ownership protocols that the securities name, by name and version. */
  readonly protocols: ReadonlyMap<string, string>;
  /** Channel of the registers; the sample market keeps all its securities in one. */
  readonly channel: string;
  /** MSP id -> gateway. */
  readonly gateways: ReadonlyMap<string, MarketClient>;
  /** MSP id -> the same gateway for an operator who checks. */
  readonly checkers: ReadonlyMap<string, MarketClient>;
}

/** Requests under way at a time, over all gateways: enough to fill blocks, few enough for a small machine. */
export const CONCURRENCY_MAX = 25;

/** The gateway of an organisation, for its maker. @throws Error when the command line gave none */
export const gatewayOf = ({ gateways }: Market, mspId: string): MarketClient => required(gateways, mspId);

/** The gateway of an organisation, for its checker. @throws Error when the command line gave none */
export const checkerOf = ({ checkers }: Market, mspId: string): MarketClient => required(checkers, mspId);

function required(gateways: ReadonlyMap<string, MarketClient>, mspId: string): MarketClient {
  const gateway = gateways.get(mspId);
  if (gateway === undefined) throw new Error(`the sample market needs the gateway of ${mspId}; name it in --gateways`);
  return gateway;
}

/** The highest block of some answers. */
export const lastBlock = (answers: readonly { readonly block: number }[]): number =>
  answers.reduce((highest, { block }) => Math.max(highest, block), 0);

/** A security of the market that says what title to it is. */
export type TitledSecurity = SecurityFile & Required<Pick<SecurityFile, 'title'>>;

/** The securities whose title passes by votes. */
export const titledOf = ({ securities }: Pick<Market, 'securities'>): readonly TitledSecurity[] =>
  securities.filter((security): security is TitledSecurity => security.title !== undefined);

/** The ownership protocols by which they pass, each once. */
export const protocolsOf = (of: Pick<Market, 'securities'>): readonly string[] => [
  ...new Set(titledOf(of).map(({ title }) => title.protocol)),
];
