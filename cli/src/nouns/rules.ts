import type { NewRules, Screening } from '@scrip/gateway-api';
import { businessDate, compliance, DomainError, ERROR_CATALOGUE, LIMITS, partyId } from '@scrip/model';
import { anyText, argument, by, flag, option, required, wholeNumber } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { readJson } from '../input/body.js';
import { asOfLine, proposed, showList } from '../output/shows.js';
import { facts, table } from '../output/table.js';
import { ISIN } from './securities.js';

/** Each rule of a set in words, under its event. */
function inWords(rules: compliance.RuleSet): readonly string[] {
  return compliance.COMPLIANCE_EVENTS.flatMap((event) => {
    const expression = rules[event];
    return expression === undefined ? [] : [`to ${event}`, ...compliance.explain(expression, event).map(indented)];
  });
}

const indented = ({ depth, text }: compliance.ExplainedLine): string => `${'  '.repeat(depth + 1)}${text}`;

/** A set of rules as it came over the wire, checked as the ledger checks it. */
const checked = (value: object, source: string): compliance.RuleSet => {
  try {
    return compliance.ruleSet(value, '');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { path, rule } = error.details;
    const needed = typeof rule === 'string' ? ` Needed: ${rule}.` : '';
    throw new UsageError(`${source}: ${String(path ?? '/')}: ${ERROR_CATALOGUE[error.code].happened}${needed}`);
  }
};

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show the rules of a security in words: those that hold today, or a version',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: { version: option('--version-number <n>', 'a version (else that in force)', wholeNumber) },
  run: async (call, { isin, version }) => {
    if (version !== undefined) {
      const reply = await call.client.compliance.rulesVersion(isin, version, call.channel);
      const { effectiveFrom, adoptedOn, rules } = reply.rules;
      const head = facts([
        ['version', String(version)],
        ['from', effectiveFrom],
        ['adopted on', adoptedOn],
      ]);
      return { reply, lines: [...head, '', ...inWords(rules), '', asOfLine(reply.asOf)] };
    }
    const reply = await call.client.compliance.rules(isin, call.channel);
    const { inForce, versions, asOf } = reply;
    const rules = inForce === undefined ? ['No rules hold today.'] : inWords(inForce.rules);
    const dated = table(
      [
        { heading: 'version', cell: (row: (typeof versions)[number]) => row.version, isNumber: true },
        { heading: 'from', cell: ({ effectiveFrom }) => effectiveFrom },
        { heading: 'earlier units', cell: ({ grandfathers }) => (grandfathers ? 'left alone' : undefined) },
        { heading: '', cell: (row) => (row.version === inForce?.version ? 'in force' : undefined) },
      ],
      versions,
    );
    return { reply, lines: [...rules, ...(versions.length === 0 ? [] : ['', ...dated]), '', asOfLine(asOf)] };
  },
});

const check = verb({
  name: 'check',
  kind: 'local',
  summary: 'Check a file of rules as the ledger does, and print it in words',
  example: 'rules.json',
  args: { file: argument('file', 'rules by event as JSON, - for standard input', anyText) },
  options: {},
  run: async (call, { file }) => {
    const rules = checked(await readJson(file, call), file);
    return { reply: { rules }, lines: inWords(rules) };
  },
});

const adopt = verb({
  name: 'adopt',
  kind: 'proposal',
  summary: 'Propose the rules that hold for a security from a business date on (issuer)',
  example: 'DE0007236101 --rules rules.json --from 2026-12-01',
  args: { isin: ISIN },
  options: {
    rules: required('--rules <file>', 'rules by event as JSON, - for standard input', anyText),
    from: required('--from <date>', 'first business date on which they hold', by(businessDate)),
    grandfathers: flag('--grandfather', 'units acquired before stay under the rules for holders of then'),
  },
  run: async (call, { isin, rules: file, from, grandfathers }) => {
    const rules = checked(await readJson(file, call), file);
    const body = { rules, effectiveFrom: from, grandfathers } as NewRules;
    const signed = await call.signed('compliance:adopt', { ...body, isin });
    return proposed(await call.client.compliance.adoptRules(isin, body, signed));
  },
});

const catalogue = verb({
  name: 'catalogue',
  kind: 'local',
  summary: 'List the rules of the catalogue and the packs of regimes, by name and version, with the date of their law',
  example: '',
  args: {},
  options: {},
  run: () => {
    const rules = Object.values(compliance.RULES).map(({ is, events }) => ({ name: is, kind: 'rule', events }));
    const packs = compliance.listPacks().map(({ is, ...pack }) => ({ name: is, kind: 'pack', events: [], ...pack }));
    const lines = [
      ...table(
        [
          { heading: 'rule', cell: ({ name }) => name },
          { heading: 'says something of who is to', cell: ({ events }) => events.join(', ') },
        ],
        rules,
      ),
      '',
      ...table(
        [
          { heading: 'pack', cell: ({ name }) => name },
          { heading: 'regime', cell: ({ title }) => title },
          { heading: 'law since', cell: ({ lawSince }) => lawSince },
          { heading: 'followed by', cell: ({ followedBy }) => followedBy },
        ],
        packs,
      ),
      '',
      compliance.NOT_LEGAL_ADVICE,
    ];
    return Promise.resolve({ reply: { items: [...rules, ...packs] }, lines });
  },
});

const outcomeOf = ({ outcome, reasons, curable }: Screening['holders'][number]): string =>
  outcome === 'met' ? 'meets them' : `${reasons.join(', ')}${curable ? ', can be cured' : ''}`;

const screen = verb({
  name: 'screen',
  kind: 'read',
  summary: 'Show what the rules for holders say of parties today',
  example: 'DE0007236101 PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: {
    isin: ISIN,
    parties: argument('parties', `party ids, with commas between, at most ${LIMITS.holdersPerScreeningMax}`, (text) =>
      text.split(',').map(by(partyId)),
    ),
  },
  options: {},
  run: async (call, { isin, parties }) => {
    const reply = await call.client.compliance.screening(isin, parties, call.channel);
    return showList(
      { ...reply, items: reply.holders },
      [
        { heading: 'party', cell: ({ party }) => party },
        { heading: 'the rules for holders', cell: outcomeOf },
      ],
      'Nobody was named.',
    );
  },
});

/** Who may take up, transfer and hold units. */
export const RULES: Noun = {
  name: 'rules',
  summary: 'Rules of securities: who may take up, transfer and hold units',
  verbs: [show, check, adopt, catalogue, screen],
};
