import type { NewIssuance } from '@scrip/gateway-api';
import { partyId, price, units } from '@scrip/model';
import { several, type TextReader } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, stated } from '../input/body.js';
import { proposed } from '../output/shows.js';
import { ISIN } from './securities.js';

const allocation: TextReader<NewIssuance['allocations'][number]> = (text) => {
  const [holderId = '', amount = '', cost, ...more] = text.split(':');
  if (more.length > 0) throw new Error('must be PARTY:UNITS or PARTY:UNITS:PRICE');
  partyId(holderId, '');
  units(amount, '');
  if (cost !== undefined) price(cost, '');
  return stated({ holderId, units: amount, price: cost });
};

const issuanceOptions = {
  allocations: several('--to <party:units[:price]>', 'a holder, its units and their price', allocation),
  body: bodyOption,
};

const propose = verb({
  name: 'propose',
  kind: 'proposal',
  summary: 'Propose to issue units to holders, each as one lot (issuer of the security)',
  example: 'DE0007236101 --to PABCDEFGHIJKLMNOPQRSTUVWXYZ234567:1000:101.25',
  args: { isin: ISIN },
  options: issuanceOptions,
  run: async (call, given) => {
    const body = await bodyOf(call, given, issuanceOptions, ['allocations'], ({ allocations }) => ({
      allocations: [...allocations],
    }));
    const options = await call.signed('register:issue', { isin: given.isin, ...body });
    return proposed(await call.client.issue(given.isin, body, options));
  },
});

/** New units. */
export const ISSUANCES: Noun = { name: 'issuances', summary: 'Units that are issued', verbs: [propose] };
