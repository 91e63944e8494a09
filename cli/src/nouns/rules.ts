import type { Screening } from '@scrip/gateway-api';
import { compliance, LIMITS, partyId } from '@scrip/model';
import { argument, by, option, wholeNumber } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { asOfLine, showList } from '../output/shows.js';
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
  verbs: [show, catalogue, screen],
};
