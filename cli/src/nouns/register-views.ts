import type { CapTable, InspectionList, RegisterExtract } from '@scrip/gateway-api';
import { businessDate, lotId, partyId } from '@scrip/model';
import { anyText, by, option, required, requiredChoice, several } from '../command/input.js';
import { verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { asOfLine, done, showList } from '../output/shows.js';
import { facts, table } from '../output/table.js';
import { ISIN } from './securities.js';

/** The register as it was. */
export const RECORD_DATE = option(
  '--record-date <date>',
  'at the end of this business date (else now)',
  by(businessDate),
);

type Right = InspectionList['items'][number]['right'];
/** By what right a register is inspected. */
const RIGHTS = ['holder', 'issuer', 'authority', 'public-interest'] as const satisfies readonly Right[];

/** Who has which part. */
export const capTable = verb({
  name: 'cap-table',
  kind: 'read',
  summary: 'Show who has which part of a security, treasury units apart, and fully diluted',
  example: 'DE0007236101 --as-of 2026-11-20',
  args: { isin: ISIN },
  options: { date: option('--as-of <date>', 'at the end of this business date (else now)', by(businessDate)) },
  run: async (call, { isin, date }) => {
    const reply = await call.client.capTable(isin, stated({ ...call.channel, asOf: date }));
    const columns = [
      { heading: 'holder', cell: (row: CapTable['holders'][number]) => row.holderId },
      { heading: 'units', cell: (row: CapTable['holders'][number]) => row.units, isNumber: true },
      { heading: '%', cell: (row: CapTable['holders'][number]) => row.percent, isNumber: true },
      { heading: 'diluted', cell: (row: CapTable['holders'][number]) => row.dilutedUnits, isNumber: true },
      { heading: 'diluted %', cell: (row: CapTable['holders'][number]) => row.dilutedPercent, isNumber: true },
      { heading: '', cell: ({ isTreasury }: CapTable['holders'][number]) => (isTreasury ? 'treasury' : undefined) },
    ];
    const head = facts([
      ['date', `${reply.date}${reply.isFinal ? '' : ' (may still change)'}`],
      ['authorised units', reply.authorisedUnits],
      ['issued units', reply.issuedUnits],
      ['treasury units', reply.treasuryUnits],
      ['outstanding units', reply.outstandingUnits],
      ['fully diluted units', reply.fullyDilutedUnits],
    ]);
    const rows = reply.holders.length === 0 ? ['Nobody holds units.'] : table(columns, reply.holders);
    return { reply, lines: [...head, '', ...rows, '', ...dilutionLines(reply.dilution), asOfLine(reply.asOf)] };
  },
});

/** What other securities would add, and by which right; nothing where there are none. */
function dilutionLines(dilution: CapTable['dilution']): readonly string[] {
  if (dilution.length === 0) return [];
  const columns = [
    { heading: 'could become units', cell: (row: CapTable['dilution'][number]) => row.isin },
    { heading: 'through', cell: ({ through }: CapTable['dilution'][number]) => through },
    {
      ...{ heading: 'outstanding', isNumber: true },
      cell: ({ outstandingUnits }: CapTable['dilution'][number]) => outstandingUnits,
    },
    {
      ...{ heading: 'into', isNumber: true },
      cell: ({ intoUnits, unknown }: CapTable['dilution'][number]) => intoUnits ?? `unknown (${unknown ?? ''})`,
    },
  ];
  return [...table(columns, dilution), ''];
}

/** The register with its lots, for whom it may be shown to. */
export const extract = verb({
  name: 'extract',
  kind: 'read',
  summary: 'Show an extract of the register with its lots; the reading is logged with its right and its purpose',
  example: 'DE0007236101 --right authority --purpose "request 2026-17" --all',
  args: { isin: ISIN },
  options: {
    right: requiredChoice('--right <right>', 'by what right', RIGHTS),
    purpose: required('--purpose <text>', 'for whom, and what for', anyText),
    recordDate: RECORD_DATE,
    ...PAGE_OPTIONS,
  },
  run: async (call, given) => {
    const { isin, right, purpose, recordDate } = given;
    const inspection = { right, purpose, ...stated({ recordDate }) };
    const reply = await pages(call, given, (options) =>
      call.client.registrar.extract(isin, { ...options, ...inspection }),
    );
    const list = showList(
      reply,
      [
        { heading: 'holder', cell: (row: RegisterExtract['items'][number]) => row.holderId },
        { heading: 'kind', cell: ({ kind }) => kind },
        { heading: 'custodian', cell: ({ custodian }) => custodian },
        { heading: 'units', cell: ({ units }) => units, isNumber: true },
        { heading: 'lots', cell: ({ lots }) => lots.length, isNumber: true },
        { heading: 'record', cell: ({ recordHash }) => recordHash },
      ],
      'Nobody holds units.',
    );
    return { ...list, lines: [`${reply.name}, ${reply.isin}, at the end of ${reply.date}`, '', ...list.lines] };
  },
});

/** Who was shown an extract. */
export const inspections = verb({
  name: 'inspections',
  kind: 'read',
  summary: 'List who was shown extracts of the register, the latest first',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) =>
    showList(
      await call.client.registrar.inspections(isin, call.channel),
      [
        { heading: 'at', cell: (row: InspectionList['items'][number]) => row.at },
        { heading: 'operator', cell: ({ operator }) => operator },
        { heading: 'right', cell: ({ right }) => right },
        { heading: 'purpose', cell: ({ purpose }) => purpose },
        { heading: 'record date', cell: ({ recordDate }) => recordDate },
      ],
      'Nobody was shown an extract.',
    ),
});

/** Several lots become one. */
export const consolidate = verb({
  name: 'consolidate',
  kind: 'command',
  summary: 'Make one lot of several of one day and one price (custodian of the holder)',
  example: `DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --lot ${'0'.repeat(64)}/0 --lot ${'1'.repeat(64)}/0`,
  args: { isin: ISIN },
  options: {
    holder: required('--holder <party>', 'whose lots they are', by(partyId)),
    lots: several('--lot <lot>', 'id of a lot', by(lotId)),
  },
  run: async (call, { isin, holder, lots }) => {
    const reply = await call.client.registrar.consolidate(isin, { holderId: holder, lotIds: [...lots] }, call.command);
    return done(reply, `${reply.units} units are one lot: ${reply.lotId}`);
  },
});
