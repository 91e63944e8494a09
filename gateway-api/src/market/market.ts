import type { ListedSecurities, ListedSecurity } from './listed-securities.js';
import type { MarketTables } from './market-tables.js';
import type { MarketClient } from './operator-gateway.js';

/** What the phases of the sample market work with. */
export interface Market extends ListedSecurities {
  readonly tables: MarketTables;
  /** Channel of the registers; the sample market keeps all its securities in one. */
  readonly channel: string;
  /** MSP id of who says whose claims count. */
  readonly regulator: string;
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

/** The securities whose title passes by votes. */
export const votedOn = ({ securities }: Market): readonly ListedSecurity[] =>
  securities.filter(({ voters }) => voters.length > 0);

/** The organisations with whom holders of the tables have their accounts. */
export const custodiansOf = ({ tables }: Market): readonly string[] => [
  ...new Set(tables.holders.map(({ custodian }) => custodian)),
];

/** The custodian of a holder of the tables; undefined for who is not in them. */
export const custodianOf = ({ tables }: Market, holder: string): string | undefined =>
  tables.holders.find(({ ref }) => ref === holder)?.custodian;
