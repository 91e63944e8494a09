import { definitions } from '@scrip/model';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import type { Phrase } from '../phrases/phrase.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { inCode } from './markdown.js';
import type { ModelSource } from './model-source.js';
import { slotLines } from './values-section.js';

/** What the terms of each topic are about. */
const TOPICS: Readonly<Record<definitions.TermTopic, string>> = {
  payment: 'Payments',
  repayment: 'Repayment',
  right: 'Rights',
  event: 'Events and default',
  ranking: 'Ranking and security',
  structure: 'Structure',
  asset: 'What stands behind it',
  meaning: 'Meanings',
  changes: 'Changes and notices',
  market: 'Markets',
};

/** Sentences of complete securities, by the names of their phrases. */
type Examples = ReadonlyMap<string, string>;

/** Kinds of instruments, each with what every one of its kind says, and with what else it must or may say. */
export const instrumentsSection = (source: ModelSource, examples: Examples): string =>
  INSTRUMENT_PHRASES.map((phrase) =>
    [entry(phrase, source, examples), ...applicabilityOf(phrase.is)].join('\n\n'),
  ).join('\n\n');

function applicabilityOf(is: string): readonly string[] {
  const { needs, allows } = definitions.APPLICABILITY[is] ?? { needs: [], allows: [] };
  const namesOf = (terms: readonly (keyof typeof definitions.TERMS)[]): string =>
    terms.map((name) => inCode(definitions.TERMS[name].is)).join(', ');
  return [
    'It must say:',
    needs.map(({ what, terms }) => `- ${what}: ${namesOf(terms)}`).join('\n'),
    `It may say: ${namesOf(allows)}.`,
  ];
}

/** The terms, by their topics. */
export const termsSection = (source: ModelSource, examples: Examples): string =>
  definitions.TERM_TOPICS.flatMap((topic) => {
    const phrases = TERM_PHRASES.filter(({ is }) => definitions.TERM_KINDS.get(is)?.topic === topic);
    return phrases.length === 0
      ? []
      : [`### ${TOPICS[topic]}`, ...phrases.map((each) => entry(each, source, examples))];
  }).join('\n\n');

function entry(phrase: Phrase, source: ModelSource, examples: Examples): string {
  const name = definitions.CONSTRUCTORS.get(phrase.is)?.name ?? '';
  const repeats = definitions.TERM_KINDS.get(phrase.is)?.repeats === true ? ' May be said more than once.' : '';
  const example = examples.get(phrase.is);
  return [
    `#### ${inCode(phrase.is)}`,
    inCode(phrase.template),
    `${source.docOf(name)}${repeats}`,
    slotLines(phrase, source.parameterDocsOf(name)).join('\n'),
    ...(example === undefined ? [] : [`Example: ${inCode(example)}`]),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
