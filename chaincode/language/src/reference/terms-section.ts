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

/** Kinds of instruments, each with what every one of its kind says. */
export const instrumentsSection = (source: ModelSource): string =>
  INSTRUMENT_PHRASES.map((phrase) => entry(phrase, source)).join('\n\n');

/** The terms, by their topics. */
export const termsSection = (source: ModelSource): string =>
  definitions.TERM_TOPICS.flatMap((topic) => {
    const phrases = TERM_PHRASES.filter(({ is }) => definitions.TERM_KINDS.get(is)?.topic === topic);
    return phrases.length === 0 ? [] : [`### ${TOPICS[topic]}`, ...phrases.map((each) => entry(each, source))];
  }).join('\n\n');

function entry(phrase: Phrase, source: ModelSource): string {
  const name = definitions.CONSTRUCTORS.get(phrase.is)?.name ?? '';
  const repeats = definitions.TERM_KINDS.get(phrase.is)?.repeats === true ? ' May be said more than once.' : '';
  return [
    `#### ${inCode(phrase.is)}`,
    inCode(phrase.template),
    `${source.docOf(name)}${repeats}`,
    slotLines(phrase, source.parameterDocsOf(name)).join('\n'),
    `Example: ${inCode(phrase.example)}`,
  ].join('\n\n');
}
