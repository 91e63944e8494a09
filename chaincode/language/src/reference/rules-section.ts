import { canonicalJson, compliance, definitions, type ErrorCode } from '@scrip/model';
import { compile } from '../compile.js';
import type { Phrase } from '../phrases/phrase.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { block, inCode } from './markdown.js';
import type { ModelSource, Reasons } from './model-source.js';
import { slotLines } from './values-section.js';

/** The files of the model in which rules are, and what they are about. */
const TOPICS: Readonly<Record<string, string>> = {
  claims: 'Claims',
  party: 'Residence, kind, affiliates',
  time: 'Time',
  lots: 'Since when units are held',
  holders: 'How many holders',
  nominees: 'Nominees',
  holdings: 'How much is held and moved',
  volumes: 'How much is transferred, raised, invested',
  consent: 'Consent and venue',
};

const KINDS = Object.values(compliance.RULES);

/** The name by which a program calls the constructor of a name and version. */
const nameOf = (is: string): string => definitions.CONSTRUCTORS.get(is)?.name ?? is;

/** The rules of the catalogue, by what they are about. */
export function rulesSection(source: ModelSource): string {
  const topics = [...new Set(RULE_PHRASES.map(({ is }) => source.fileOf(nameOf(is))))];
  return topics
    .map((topic) => {
      const title = TOPICS[topic];
      if (title === undefined) throw new Error(`what are the rules of ${topic} about?`);
      const rules = RULE_PHRASES.filter(({ is }) => source.fileOf(nameOf(is)) === topic);
      return [`### ${title}`, ...rules.map((each) => ruleEntry(each, source))].join('\n\n');
    })
    .join('\n\n');
}

function ruleEntry(phrase: Phrase, source: ModelSource): string {
  const { is, template } = phrase;
  const name = nameOf(is);
  const event = eventsOf(is).find((each) => each === 'transfer') ?? eventsOf(is)[0] ?? 'hold';
  const text = `compliance Example@1 "${is}"\n  to ${event} ${phrase.example}\n`;
  const rule = ruleIn(text, event);
  return [
    `#### ${inCode(is)}`,
    inCode(template),
    source.docOf(name),
    [
      ...slotLines(phrase, source.parameterDocsOf(name)),
      `- Asked ${eventsInWords(phrase)}.`,
      `- Reads ${factsInWords(rule, event)}.`,
      ...(boundBy(rule).bindsDisposal ? ['- Not asked where the units stay with the party that they are for.'] : []),
      `- An exemption of ${'side' in phrase.slots ? 'the side' : sideInWords(rule)} counts.`,
      ...reasonsInWords(source.reasonsOf(name)),
      `- Canonical form of the example: ${inCode(canonicalJson(rule))}`,
    ].join('\n'),
    block(text),
  ].join('\n\n');
}

const eventsOf = (is: string): readonly compliance.ComplianceEvent[] =>
  KINDS.find((kind) => kind.is === is)?.events ?? [];

function eventsInWords({ is, slots }: Phrase): string {
  const events = eventsOf(is);
  const words = events.map((event) => `to ${event}`).join(', ');
  const hasSide = 'side' in slots;
  return hasSide ? `${words}; of the sender to transfer only` : words;
}

/** The rule of a text. */
function ruleIn(text: string, event: compliance.ComplianceEvent): compliance.Expression {
  const { definitions: found, problems } = compile(text);
  const [definition] = found;
  const rule = definition?.kind === 'compliance' ? definition.rules[event] : undefined;
  if (rule === undefined) throw new Error(`${text}${problems[0]?.message ?? ''}`);
  return rule;
}

/** Whom a rule binds. */
function boundBy(rule: compliance.Expression): { readonly bindsDisposal: boolean; readonly side?: string | undefined } {
  const kind = KINDS.find(({ is }) => is === rule.is);
  return 'with' in rule && kind !== undefined ? kind.read(rule.with, '') : { bindsDisposal: false };
}

function sideInWords(rule: compliance.Expression): string {
  const { side } = boundBy(rule);
  return side === undefined ? 'either side' : `the ${side}`;
}

function factsInWords(rule: compliance.Expression, event: compliance.ComplianceEvent): string {
  const inWords = (needs: readonly compliance.Need[]): string =>
    needs.map((need) => inCode(JSON.stringify(need))).join(', ');
  const [first, then] = [compliance.needsOf(rule, event), compliance.furtherNeedsOf(rule, jointFacts(event))];
  const further = then.length === 0 ? '' : `, and where that may decide ${inWords(then)}`;
  return first.length === 0 ? 'the movement alone' : `the movement and ${inWords(first)}${further}`;
}

/** Facts of a movement beside others: it may change anything, so that a rule asks for all that it ever asks for. */
function jointFacts(event: compliance.ComplianceEvent): compliance.Facts {
  const movement = { event, isJoint: true, units: 1n, lots: [] } as unknown as compliance.JudgedMovement;
  return new compliance.Facts(movement, new Map());
}

function reasonsInWords({ failed, unknown }: Reasons): readonly string[] {
  const codes = (list: readonly ErrorCode[]): string => list.map(inCode).join(', ');
  return [
    ...(failed.length === 0 ? [] : [`- Fails with ${codes(failed)}.`]),
    unknown.length === 0 ? '- Is always known.' : `- Is not known with ${codes(unknown)}.`,
  ];
}

/** The reasons of all rules, each once. */
export const reasonsOfRules = (source: ModelSource): readonly ErrorCode[] => [
  ...new Set(
    RULE_PHRASES.flatMap(({ is }) => {
      const { failed, unknown } = source.reasonsOf(nameOf(is));
      return [...failed, ...unknown];
    }),
  ),
];
