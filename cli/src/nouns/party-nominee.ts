import { isin } from '@scrip/model';
import { argument, by, required, requiredChoice } from '../command/input.js';
import { verb } from '../command/verb.js';
import { digestOfFile } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { proposed, showList } from '../output/shows.js';
import { PARTY } from './party.js';

const SECURITY = argument('isin', 'the security', by(isin));
const chain = (designation: readonly string[]): string => designation.join(' for ');

/** Proposes in which capacity a party holds. */
export const declareCapacity = verb({
  name: 'declare-capacity',
  kind: 'proposal',
  summary: 'Propose that a party holds as nominee for others, or for itself alone (its custodian; regulator)',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --holds-as nominee --document custody-agreement.pdf',
  args: { party: PARTY },
  options: {
    holdsAs: requiredChoice('--holds-as <capacity>', 'from now on', ['nominee', 'owner']),
    document: required('--document <file>', 'agreement or licence, with a salt in it; its hash is sent', digestOfFile),
  },
  run: async (call, { party, holdsAs, document }) => {
    const body = { holdsAs, document };
    const signed = await call.signed('party:declareCapacity', { ...body, partyId: party });
    return proposed(await call.client.parties.declareCapacity(party, body, signed));
  },
});

/** Shows for whom a nominee holds. */
export const subAccounts = verb({
  name: 'sub-accounts',
  kind: 'read',
  summary: 'Show for whom a nominee holds how much of a security',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 DE0007236101',
  args: { party: PARTY, isin: SECURITY },
  options: PAGE_OPTIONS,
  run: async (call, given) => {
    const reply = await pages(call, given, (options) =>
      call.client.parties.subAccounts(given.party, given.isin, options),
    );
    const list = showList(
      reply,
      [
        { heading: 'for', cell: (row: (typeof reply.items)[number]) => chain(row.designation) },
        { heading: 'units', cell: ({ units }) => units, isNumber: true },
        { heading: 'lots', cell: ({ lots }) => lots, isNumber: true },
      ],
      'It designates nobody.',
    );
    const heading = `${reply.units} units of ${reply.isin}, of which ${reply.unallocatedUnits} are allocated to nobody`;
    return { ...list, lines: [heading, '', ...list.lines] };
  },
});

/** Shows what nominees hold for a party. */
export const beneficialHoldings = verb({
  name: 'beneficial-holdings',
  kind: 'read',
  summary: 'Show what nominees hold for a party, and through whom',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: PAGE_OPTIONS,
  run: async (call, given) => {
    const reply = await pages(call, given, (options) => call.client.parties.beneficialHoldings(given.party, options));
    return showList(
      reply,
      [
        { heading: 'isin', cell: (row: (typeof reply.items)[number]) => row.isin },
        { heading: 'name', cell: ({ name }) => name },
        { heading: 'units', cell: ({ units }) => units, isNumber: true },
        { heading: 'nominee', cell: ({ holderId }) => holderId },
        { heading: 'for', cell: ({ designation }) => chain(designation) },
      ],
      'No nominee holds anything for it.',
    );
  },
});
