import { businessDate, isin, RECONCILIATION_SCOPES, sha256Text } from '@scrip/model';
import type { ReconciliationList } from '@scrip/gateway-api';
import { anyText, argument, by, choice, option, required, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { readTableFile } from '../input/table.js';
import { done, showList, showRecord } from '../output/shows.js';

const ISIN = argument('isin', 'ISIN of the security', by(isin));
const REPORT = argument('report', 'id of the reconciliation', by(sha256Text));

type Report = ReconciliationList['items'][number];
const figureText = (figure: Report['figures'][number]['expected']): string =>
  'units' in figure ? figure.units : `hash ${figure.hash.slice(0, 12)}…`;

const run = verb({
  name: 'run',
  kind: 'command',
  summary: 'Compare a register with its derivations, or with a statement that was uploaded',
  example: 'DE0007236101 --scope register',
  args: { isin: ISIN },
  options: {
    scope: requiredChoice('--scope <scope>', 'what it is compared with', RECONCILIATION_SCOPES),
    statement: option('--statement <id>', 'the statement (else the one that was uploaded last)', anyText),
  },
  run: async (call, { isin: of, scope, statement }) => {
    const body = stated({ scope, statementId: statement });
    const reply = await call.client.reconciliations.run(of, body, call.command);
    const breaks = `${String(reply.opened)} breaks opened, ${String(reply.kept)} found again, ${String(reply.closed)} closed`;
    const found = reply.result === 'agrees' ? 'The books agree' : 'The books differ';
    return done(reply, `${found}: ${breaks}.`);
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List what reconciliations of a security have shown, the latest first',
  example: 'DE0007236101 --scope custody',
  args: { isin: ISIN },
  options: {
    scope: choice('--scope <scope>', 'only of one scope', RECONCILIATION_SCOPES),
    on: option('--on <date>', 'only of the books of a business date', by(businessDate)),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) =>
        call.client.reconciliations.list(
          given.isin,
          stated({ ...options, scope: given.scope, businessDate: given.on }),
        ),
      ),
      [
        { heading: 'books of', cell: (row: Report) => row.businessDate },
        { heading: 'scope', cell: ({ scope }) => scope },
        { heading: 'by', cell: (row) => row.by },
        { heading: 'result', cell: ({ result }) => result },
        { heading: 'differences', cell: ({ differencesTotal }) => differencesTotal, isNumber: true },
        { heading: 'opened', cell: ({ opened }) => opened, isNumber: true },
        { heading: 'closed', cell: ({ closed }) => closed, isNumber: true },
        { heading: 'report', cell: ({ reportId }) => reportId },
      ],
      'There are none.',
    ),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show what a reconciliation has shown',
  example: `DE0007236101 ${'0'.repeat(64)}`,
  args: { isin: ISIN, report: REPORT },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.reconciliations.get(given.isin, given.report, call.channel);
    const { figures, statement, ...report } = reply.report;
    return showRecord(reply, [
      ['isin', report.isin],
      ['books of', report.businessDate],
      ['scope', report.scope],
      ['by', `${report.by} on ${report.reportedOn}`],
      ['statement', statement && `${String(statement.records)} rows, hash ${statement.hash}`],
      ['compared', report.records],
      ...figures.map(({ name, expected, found }): [string, string] => [
        name,
        `${figureText(expected)} by the register, ${figureText(found)} found`,
      ]),
      ['result', report.result],
      ['differences', report.differencesTotal],
      [
        'breaks',
        `${String(report.opened)} opened, ${String(report.kept)} found again, ${String(report.closed)} closed`,
      ],
    ]);
  },
});

const differences = verb({
  name: 'differences',
  kind: 'read',
  summary: 'List what a reconciliation of this organisation found, with all figures',
  example: `DE0007236101 ${'0'.repeat(64)}`,
  args: { isin: ISIN, report: REPORT },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.reconciliations.differences(given.isin, given.report, call.channel);
    return showList(
      reply,
      [
        { heading: 'subject', cell: (row: (typeof reply.items)[number]) => row.subject },
        { heading: 'reason', cell: ({ reason }) => reason },
        { heading: 'by the register', cell: ({ expected }) => expected, isNumber: true },
        { heading: 'found', cell: ({ found }) => found, isNumber: true },
      ],
      'Nothing differs.',
    );
  },
});

const upload = verb({
  name: 'upload',
  kind: 'command',
  summary: 'Upload a statement of a book outside; it stays in the gateway of this organisation',
  example: 'DE0007236101 --scope custody --on 2026-11-23 --file holdings.csv',
  args: { isin: ISIN },
  options: {
    scope: requiredChoice('--scope <scope>', 'whose book it is', [
      'depository',
      'custody',
      'payments',
      'payouts',
      'cash',
    ]),
    on: required('--on <date>', 'business date at whose end it was drawn up', by(businessDate)),
    file: required('--file <file>', 'the statement as CSV, or JSON lines (.ndjson)', anyText),
  },
  run: async (call, { isin: of, scope, on, file }) => {
    const about = { scope, businessDate: on };
    const reply = await call.client.reconciliations.uploadStatement(of, about, readTableFile(file), call.command);
    const lines = [`Statement ${reply.statementId} of ${reply.businessDate}: ${String(reply.records)} rows.`];
    return { reply, lines };
  },
});

const statements = verb({
  name: 'statements',
  kind: 'read',
  summary: 'List the statements that this organisation has uploaded',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.reconciliations.statements(given.isin, call.channel);
    return showList(
      reply,
      [
        { heading: 'statement', cell: (row: (typeof reply.items)[number]) => row.statementId },
        { heading: 'scope', cell: ({ scope }) => scope },
        { heading: 'books of', cell: ({ businessDate: date }) => date },
        { heading: 'rows', cell: ({ records }) => records, isNumber: true },
        { heading: 'compared in', cell: ({ reportId }) => reportId },
      ],
      'There are none.',
    );
  },
});

/** Registers compared with other books. */
export const RECONCILIATIONS: Noun = {
  name: 'reconciliations',
  summary: 'Registers compared with their derivations and with books outside',
  verbs: [run, list, show, differences, upload, statements],
};
