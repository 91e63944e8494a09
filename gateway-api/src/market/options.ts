import { parseArgs } from 'node:util';
import { z } from 'zod';

const Gateways = z.record(z.string().min(1), z.url({ protocol: /^https?$/ }));

/** What the command line says. */
export interface MarketOptions {
  readonly config: string;
  readonly data: string;
  /** MSP id -> address of the gateway. */
  readonly gateways: ReadonlyMap<string, string>;
}

/** How the program is called. */
export const USAGE = `usage: main.js --config DIR --data DIR --gateways '{"<mspId>":"http://localhost:<port>",…}'`;

/** Reads the command line. @throws Error that says what is missing or wrong */
export function readMarketOptions(args: readonly string[]): MarketOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { config: text, data: text, gateways: text } });
  const { config, data, gateways } = values;
  if (config === undefined || data === undefined || gateways === undefined) throw new Error(USAGE);
  return { config, data, gateways: new Map(Object.entries(readGateways(gateways))) };
}

function readGateways(text: string): Readonly<Record<string, string>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`--gateways is not JSON. ${USAGE}`, { cause: error });
  }
  const parsed = Gateways.safeParse(json);
  if (!parsed.success) throw new Error(`--gateways must map MSP ids to http addresses. ${USAGE}`);
  return parsed.data;
}
