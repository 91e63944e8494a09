import type { SecurityList } from '@scrip/gateway-api';
import { businessDate, calendarId, isin, mspId, pinnedName } from '@scrip/model';
import { anyText, argument, by, flag, option, required } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { asOfLine, done, joined, proposed, showList, showRecord } from '../output/shows.js';
import { sheetLines } from '../output/sheet-lines.js';
import { table } from '../output/table.js';
import { BASIS } from './legal-basis.js';

type Security = SecurityList['items'][number];

/** A security by its place. */
export const ISIN = argument('isin', 'ISIN of the security', by(isin));

const issuerOf = ({ issuer }: Security): string => issuer.mspId;

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the securities of the channel',
  example: '--all',
  args: {},
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.securities(options)),
      [
        { heading: 'isin', cell: (row: Security) => row.isin },
        { heading: 'name', cell: ({ name }) => name },
        { heading: 'product', cell: ({ product }) => product },
        { heading: 'currency', cell: ({ currency }) => currency },
        { heading: 'issuer', cell: issuerOf },
        { heading: 'registrar', cell: ({ registrar }) => registrar },
        { heading: 'issued', cell: ({ issuedUnits }) => issuedUnits, isNumber: true },
        { heading: 'authorised', cell: ({ authorisedUnits }) => authorisedUnits, isNumber: true },
      ],
      'The channel has no securities yet.',
    ),
});

/** A value of the terms as a line, of a security that was registered before there were definitions. */
const termText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.values(value).map(termText).join(' ') : String(value);

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a security with its terms',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.security(given.isin, call.channel);
    const { security } = reply;
    const { denomination, documents = [], definition } = security;
    const sheet = definition && (await call.client.definitions.termSheet(definition.name, call.channel));
    const pairs = [
      ['isin', security.isin],
      ['name', security.name],
      ['definition', security.definition && `${security.definition.name} ${security.definition.hash}`],
      ['product', security.product],
      ['cfi', security.cfi],
      ['fisn', security.fisn],
      ['dti', security.dti],
      ['currency', security.currency],
      ['issuer', issuerOf(security)],
      ['registrar', security.registrar],
      ['calendar', security.calendar],
      ['holders asked', security.solicitation && `solicitation ${String(security.solicitation.number)}`],
      ['ended', security.deactivated && `${security.deactivated.on} by ${security.deactivated.by}`],
      ['issued units', security.issuedUnits],
      ['authorised units', security.authorisedUnits],
      ['denomination', denomination === undefined ? undefined : `${denomination.amount} ${denomination.currency}`],
      ...(sheet === undefined ? Object.entries(security.terms).map(([name, of]) => [name, termText(of)] as const) : []),
      ['documents', documents.map(({ title, sha256 }) => `${title} ${sha256}`)],
    ] as const;
    return showRecord(reply, pairs, sheet === undefined ? [] : sheetLines(sheet));
  },
});

const register = verb({
  name: 'register',
  kind: 'command',
  summary: 'Register a security by its definition (issuer)',
  example: 'DE0007236101@1 --registrar BorealisMSP --calendar TARGET',
  args: { definition: argument('definition', 'name of its definition with the version', by(pinnedName)) },
  options: {
    registrar: required('--registrar <mspId>', 'who keeps the holder register', by(mspId)),
    calendar: required('--calendar <id>', 'whose business days count', by(calendarId)),
    screener: option('--screener <mspId>', 'who screens every movement by a list that it keeps secret', by(mspId)),
  },
  run: async (call, { definition, registrar, calendar, screener }) => {
    const body = stated({ definition, registrar, calendar, screener });
    const reply = await call.client.registerSecurity(body, call.command);
    return done(reply, `${reply.isin} is registered on ${reply.channel}.`);
  },
});

const amend = verb({
  name: 'amend',
  kind: 'proposal',
  summary: 'Propose that a security is by a later version of its definition (issuer and registrar, each for itself)',
  example: 'DE0007236101 --definition DE0007236101@2 --hash 5f0c… --record-date 2026-12-04 --deadline 2026-12-18',
  args: { isin: ISIN },
  options: {
    definition: required(
      '--definition <name>',
      'name of the later version, with it; rules alone may begin on a later day of it',
      by(pinnedName),
    ),
    hash: required('--hash <sha256>', 'SHA-256 of what was read and is agreed to', anyText),
    grandfathers: flag('--grandfather', 'rules for holders leave alone what was acquired before'),
    recordDate: option('--record-date <date>', 'where holders must agree: who has units then votes', by(businessDate)),
    deadline: option('--deadline <date>', 'where holders must agree: last day to vote', by(businessDate)),
  },
  run: async (call, { isin: of, definition, hash, grandfathers, recordDate, deadline }) => {
    if ((recordDate === undefined) !== (deadline === undefined)) {
      throw new UsageError('Give --record-date and --deadline together.');
    }
    const solicitation = recordDate === undefined || deadline === undefined ? undefined : { recordDate, deadline };
    const body = stated({ definition, hash, grandfathers, solicitation });
    const signed = await call.signed('security:amend', { ...body, isin: of });
    return proposed(await call.client.definitions.amend(of, body, signed));
  },
});

const deactivate = verb({
  name: 'deactivate',
  kind: 'proposal',
  summary: 'Propose to end a security for good, once nobody has units of it (issuer, or a regulator)',
  example: 'DE0007236101 --basis terms --document resolution.pdf',
  args: { isin: ISIN },
  options: { ...BASIS, endsOpen: flag('--end-open', 'open instructions end with it, by order of the regulator') },
  run: async (call, { isin: of, basis, document, endsOpen }) => {
    const openInstructions = endsOpen ? ('end' as const) : undefined;
    const body = stated({ basis, document: digestOfFile(document), openInstructions });
    const signed = await call.signed('security:deactivate', { ...body, isin: of });
    return proposed(await call.client.registrar.deactivate(of, body, signed));
  },
});

const requirements = verb({
  name: 'requirements',
  kind: 'read',
  summary: 'List the claims that movements of a security need, or by which they are forbidden',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.claims.requirements(given.isin, call.channel);
    const columns = [
      { heading: 'claim', cell: (row: (typeof reply.rules)[number]) => row.type },
      { heading: 'effect', cell: (row: (typeof reply.rules)[number]) => row.effect },
      {
        heading: 'of',
        cell: (row: (typeof reply.rules)[number]) => (row.sides === 'both' ? 'sender and receiver' : row.sides),
      },
      {
        heading: 'issuers',
        cell: (row: (typeof reply.rules)[number]) => joined(row.issuers.map(({ mspId }) => mspId)),
      },
    ];
    const lines = reply.rules.length === 0 ? ['No claims are asked for.'] : table(columns, reply.rules);
    return { reply, lines: [...lines, '', asOfLine(reply.asOf)] };
  },
});

/** What may be bought and sold. */
export const SECURITIES: Noun = {
  name: 'securities',
  summary: 'Securities and their terms',
  verbs: [list, show, register, amend, requirements, deactivate],
};
