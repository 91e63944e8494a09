import type { Kind } from '../generated/ast.js';
import type { Phrase } from '../phrases/phrase.js';
import { LIMIT_PHRASES, SIGNATORY_PHRASES } from '../phrases/mandates.js';
import { SENTENCES } from '../phrases/sentences.js';
import { MADE_PHRASE, TAKES_PHRASE, WRITTEN_OUT_PHRASE } from '../phrases/templates.js';
import { inCode } from './markdown.js';
import { SENTENCE_MEANINGS } from '../phrases/sentence-meanings.js';
import { slotLines } from './values-section.js';

/** The sentences of fixed words that a kind of definition has for itself; absent: those that all kinds have. */
export function sentencesSection(kind?: Kind): string {
  const isWanted = (kinds: readonly Kind[]): boolean =>
    kind === undefined ? kinds.length > 1 : kinds.length === 1 && kinds[0] === kind;
  const phrases = SENTENCES.filter(({ kinds }) => isWanted(kinds)).map(({ phrase }) => phrase);
  const ofSecurity = kind === 'security' ? [MADE_PHRASE, WRITTEN_OUT_PHRASE] : [];
  const templates = kind === 'instrument' ? [TAKES_PHRASE] : ofSecurity;
  return [...templates, ...phrases].map(sentenceEntry).join('\n\n');
}

/** Who acts for a party, and for which acts. */
export const mandatesSection = (): string => [...SIGNATORY_PHRASES, ...LIMIT_PHRASES].map(sentenceEntry).join('\n\n');

function sentenceEntry(phrase: Phrase): string {
  const meaning = SENTENCE_MEANINGS[phrase.is];
  if (meaning === undefined) throw new Error(`what does the sentence of ${phrase.is} say?`);
  return [`#### ${inCode(phrase.template)}`, meaning, slotLines(phrase).join('\n')].join('\n\n').trimEnd();
}
