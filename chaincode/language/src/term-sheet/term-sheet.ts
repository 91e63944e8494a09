import { compliance, definitions } from '@scrip/model';
import { valuesOf } from '../format/print-definition.js';
import { inline, type Printable } from '../format/printable.js';
import { constructedInWords, followed, mandateInWords, votesInWords } from '../format/words.js';
import type { Values } from '../phrases/phrase.js';
import { SENTENCES } from '../phrases/sentences.js';
import { capital, plain, sentence } from './plain.js';
import { HEADINGS, readingOf, type Heading } from './readings.js';
import { ruleItem } from './rules.js';
import type { Item, TermSheet } from './sheet.js';

const { pinnedNameOf, definitionHash, canonicalForm, namedBy, TERM_KINDS } = definitions;

type Placed = readonly [Heading, Item];

/**
 * The term sheet of a definition: what it says in plain sentences under headings, with the paragraphs of its rules. It
 * informs; the definition counts, and the document that prevails where there is one.
 *
 * @param library - finds definitions that it uses, so that what they say stands in the sheet too
 */
export function termSheet(
  of: definitions.Definition,
  library: definitions.DefinitionLibrary = () => undefined,
): TermSheet {
  const form = formOf(of);
  const placed = [...said(of, form), ...used(of, form, library)];
  return {
    title: plain(of.title),
    about: [
      `This sheet shows the definition ${pinnedNameOf(of)} of kind ${of.kind} with the SHA-256 ${definitionHash(of)}.`,
      'The definition counts, and the document that prevails over it where one is named.',
    ],
    sections: (Object.keys(HEADINGS) as Heading[]).flatMap((heading) => {
      const items = placed.flatMap(([under, item]) => (under === heading ? [item] : []));
      return items.length === 0 ? [] : [{ heading: HEADINGS[heading], items }];
    }),
    notice: compliance.NOT_LEGAL_ADVICE,
  };
}

const said = (of: definitions.Definition, form: Values): readonly Placed[] => [
  ...templated(of),
  ...passing(of),
  ...acting(of),
  ...stated(of.kind, form),
  ...promised(form),
  ...asked(of),
];

/** What a template takes, and its sentences as they are written: names stand for values in them. */
function templated(of: definitions.Definition): readonly Placed[] {
  if (of.kind !== 'instrument') return [];
  const taken = (of.parameters ?? []).map(({ name, type }) => ({ text: sentence(`${name} is ${type} to be given`) }));
  return [...taken, ...of.sentences.map((words) => ({ text: plain(words) }))].map((item) => ['template', item]);
}

function stated(kind: definitions.Definition['kind'], form: Values): readonly Placed[] {
  return SENTENCES.filter(({ kinds }) => kinds.includes(kind)).flatMap((each) =>
    valuesOf(each, form).map((values): Placed => {
      const [heading, words] = readingOf(each, values);
      return [heading, { text: sentence(words) }];
    }),
  );
}

interface Constructed {
  readonly is: string;
  readonly with: Values;
}

/** What a security is, and each of its terms under its topic. */
function promised(form: Values): readonly Placed[] {
  const { instrument, terms = [] } = form as {
    readonly instrument?: Constructed;
    readonly terms?: readonly Constructed[];
  };
  return [
    ...(instrument === undefined ? [] : [['issue', itemOf(constructedInWords(instrument))] as const]),
    ...terms.map((each) => [TERM_KINDS.get(each.is)?.topic ?? 'changes', itemOf(constructedInWords(each))] as const),
  ];
}

/** Words with what is listed below them. */
function itemOf({ words, parts }: Printable): Item {
  if (parts === undefined) return { text: sentence(plain(words)) };
  const [first] = parts.of;
  if (parts.as === 'next' && first !== undefined) return itemOf({ ...first, words: `${words} ${first.words}` });
  return { text: `${capital(plain(words))}:`, below: parts.of.map((each) => ({ text: plain(inline(each)) })) };
}

function passing(of: definitions.Definition): readonly Placed[] {
  if (of.kind !== 'ownership') return [];
  const votes = votesInWords(of.protocol.passesWhen);
  return [['title', nested({ ...votes, words: `title passes with yes from ${votes.words}` })]];
}

const acting = (of: definitions.Definition): readonly Placed[] =>
  of.kind === 'identity' ? [['other', nested(followed('the party acts by', mandateInWords(of.actsBy)))]] : [];

function nested({ words, parts }: Printable): Item {
  if (parts === undefined) return { text: capital(plain(words)) };
  const [first] = parts.of;
  if (parts.as === 'next' && first !== undefined) return nested({ ...first, words: `${words} ${first.words}` });
  return { text: `${capital(plain(words))}:`, below: parts.of.map(nested) };
}

const EVENTS: Readonly<Record<compliance.ComplianceEvent, string>> = {
  subscribe: 'Units are issued only to who meets this:',
  transfer: 'Units are transferred only where this is met:',
  hold: 'Every holder must meet this:',
};

function asked(of: definitions.Definition): readonly Placed[] {
  const rules: compliance.RuleSet = 'rules' in of ? (of.rules ?? {}) : {};
  return compliance.COMPLIANCE_EVENTS.flatMap((event): readonly Placed[] => {
    const rule = rules[event];
    return rule === undefined ? [] : [['restriction', { text: EVENTS[event], below: [ruleItem(rule, event)] }]];
  });
}

/** What the definitions say that one names: rules, who sees what, and the protocol by which title passes. */
function used(of: definitions.Definition, form: Values, library: definitions.DefinitionLibrary): readonly Placed[] {
  const { titleTo } = form as { readonly titleTo?: Values };
  const protocol = titleTo?.['protocol'];
  const names = new Set([...reached(of, library), ...(typeof protocol === 'string' ? [protocol] : [])]);
  return [...names].flatMap((name) => {
    const found = library(name);
    return found === undefined ? [] : [groupedUnder(found, said(found, formOf(found)))];
  });
}

const formOf = (of: definitions.Definition): Values => JSON.parse(canonicalForm(of)) as Values;

/** Names of definitions that are named, by whatever way, each once. */
function reached(of: definitions.Definition, library: definitions.DefinitionLibrary): readonly string[] {
  const found = new Set<string>();
  const visit = (each: definitions.Definition | undefined): void => {
    for (const name of each === undefined ? [] : namedBy(each).filter((one) => !found.has(one))) {
      found.add(name);
      visit(library(name));
    }
  };
  visit(of);
  return [...found];
}

/** Under which heading it stands what a named definition says; of others, rules. */
const HEADING_OF_KIND: { readonly [K in definitions.Definition['kind']]?: Heading } = {
  ...{ ownership: 'title', privacy: 'privacy' },
};

function groupedUnder(of: definitions.Definition, placed: readonly Placed[]): Placed {
  const heading = HEADING_OF_KIND[of.kind] ?? 'restriction';
  const text = `${plain(of.title)} (${pinnedNameOf(of)}, SHA-256 ${definitionHash(of)}):`;
  return [heading, { text, below: placed.map(([, item]) => item) }];
}
