import type { Phrase } from '../phrases/phrase.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import { LIMIT_PHRASES, SIGNATORY_PHRASES } from '../phrases/mandates.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { SENTENCES } from '../phrases/sentences.js';
import { MADE_PHRASE, TAKES_PHRASE, WRITTEN_OUT_PHRASE } from '../phrases/templates.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { cfiSection } from './cfi-section.js';
import { claimsSection } from './claims-section.js';
import { examplesIn } from './examples.js';
import { movementSection, needsSection, reasonsSection } from './facts-section.js';
import { limitsSection } from './limits-section.js';
import { withSection } from './markdown.js';
import { ModelSource } from './model-source.js';
import {
  codesSection,
  eventsSection,
  knownSection,
  neededSection,
  quantitiesSection,
  titleSection,
  tradeSection,
} from './names-section.js';
import { packsSection } from './packs-section.js';
import { rulesSection } from './rules-section.js';
import { mandatesSection, sentencesSection } from './sentences-section.js';
import { instrumentsSection, termsSection } from './terms-section.js';
import { valuesSection } from './values-section.js';

/** Every phrase of the language. */
export const ALL_PHRASES: readonly Phrase[] = [
  ...SENTENCES.map(({ phrase }) => phrase),
  ...RULE_PHRASES,
  ...PACK_PHRASES,
  ...TERM_PHRASES,
  ...INSTRUMENT_PHRASES,
  TAKES_PHRASE,
  MADE_PHRASE,
  WRITTEN_OUT_PHRASE,
  ...SIGNATORY_PHRASES,
  ...LIMIT_PHRASES,
];

/** The page with its sections made anew from the tables and from the source of the model. */
export function withSections(page: string): string {
  const source = new ModelSource();
  const examples = examplesIn(page, [...INSTRUMENT_PHRASES, ...TERM_PHRASES]);
  const sections: Readonly<Record<string, string>> = {
    values: valuesSection(ALL_PHRASES),
    sentences: sentencesSection(),
    'sentences-of-securities': sentencesSection('security'),
    needed: neededSection(),
    title: titleSection(),
    letters: cfiSection(),
    codes: codesSection(page),
    events: eventsSection(),
    quantities: quantitiesSection(),
    known: knownSection(),
    trade: tradeSection(),
    'sentences-of-ownership': sentencesSection('ownership'),
    'sentences-of-privacy': sentencesSection('privacy'),
    'sentences-of-identity': sentencesSection('identity'),
    mandates: mandatesSection(),
    'sentences-of-governance': sentencesSection('governance'),
    'sentences-of-templates': sentencesSection('instrument'),
    instruments: instrumentsSection(source, examples),
    terms: termsSection(source, examples),
    movement: movementSection(source),
    facts: needsSection(source),
    reasons: reasonsSection(source),
    rules: rulesSection(source),
    packs: packsSection(source),
    claims: claimsSection(),
    limits: limitsSection(),
  };
  return Object.entries(sections).reduce((text, [name, section]) => withSection(text, name, section), page);
}
