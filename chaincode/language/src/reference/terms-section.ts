import { definitions } from '@scrip/model';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import type { Phrase } from '../phrases/phrase.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { inCode } from './markdown.js';
import type { ModelSource } from './model-source.js';
import { SENTENCES_OF_TERMS } from '../test-support/term-sentences.js';
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

/** Kinds of instruments, each with what every one of its kind says. */
export const instrumentsSection = (source: ModelSource): string =>
  INSTRUMENT_PHRASES.map((phrase) => `${entry(phrase, source)}\n\n${templateOf('Kind', [phrase])}`).join('\n\n');

/** The terms, by their topics. */
export const termsSection = (source: ModelSource): string =>
  definitions.TERM_TOPICS.flatMap((topic) => {
    const phrases = TERM_PHRASES.filter(({ is }) => definitions.TERM_KINDS.get(is)?.topic === topic);
    return phrases.length === 0
      ? []
      : [`### ${TOPICS[topic]}`, ...phrases.map((each) => entry(each, source)), templateOf(TOPICS[topic], phrases)];
  }).join('\n\n');

/** Sentences with values that go together, where examples of single values do not. */
const SAID: ReadonlyMap<string, string> = new Map(SENTENCES_OF_TERMS);

/** A template that says every one of some sentences, as a security would. */
function templateOf(topic: string, phrases: readonly Phrase[]): string {
  const name = topic.replaceAll(/[^A-Za-z]/g, '');
  const sentences = phrases.map(({ is, example }) => `  ${SAID.get(is) ?? example}`);
  return ['```scrip', `instrument ${name}@1 "${topic}"`, ...sentences, '```'].join('\n');
}

function entry(phrase: Phrase, source: ModelSource): string {
  const name = definitions.CONSTRUCTORS.get(phrase.is)?.name ?? '';
  const repeats = definitions.TERM_KINDS.get(phrase.is)?.repeats === true ? ' May be said more than once.' : '';
  return [
    `#### ${inCode(phrase.is)}`,
    inCode(phrase.template),
    `${source.docOf(name)}${repeats}`,
    slotLines(phrase, source.parameterDocsOf(name)).join('\n'),
  ].join('\n\n');
}
