import { compliance, definitions } from '@scrip/model';
import { compile } from '../compile.js';
import { linesOf } from '../format/layout.js';
import { expressionInWords, followed } from '../format/words.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import type { Phrase } from '../phrases/phrase.js';
import { block, inCode } from './markdown.js';
import type { ModelSource } from './model-source.js';
import { slotLines } from './values-section.js';

/** The packs, each with what its example asks for. */
export const packsSection = (source: ModelSource): string =>
  PACK_PHRASES.map((phrase) => packEntry(phrase, source)).join('\n\n');

function packEntry(phrase: Phrase, source: ModelSource): string {
  const name = definitions.CONSTRUCTORS.get(phrase.is)?.name ?? '';
  const kind = Object.values(compliance.packs.PACKS).find(({ is }) => is === phrase.is);
  const rules = rulesOf(phrase);
  const events = compliance.COMPLIANCE_EVENTS.filter((event) => rules[event] !== undefined);
  return [
    `#### ${inCode(phrase.is)}`,
    inCode(phrase.template),
    `_${kind?.title ?? ''}_; the law since ${kind?.lawSince ?? ''}. ${compliance.NOT_LEGAL_ADVICE}`,
    source.docOf(name),
    [
      ...slotLines(phrase, source.parameterDocsOf(name)),
      `- Says something ${events.map((each) => `to ${each}`).join(', ')}.`,
    ].join('\n'),
    block(`compliance Example@1 "${phrase.is}"\n  to ${events.join(' or ')} ${phrase.example}\n`),
    'The same rules one by one:',
    block(
      [
        `compliance Expanded@1 "what ${phrase.is} asks in the example"`,
        ...events.flatMap((event) => {
          const rule = rules[event];
          return rule === undefined ? [] : linesOf(followed(`to ${event}`, expressionInWords(rule)), '  ');
        }),
      ].join('\n'),
    ),
  ].join('\n\n');
}

/** The rules of a pack as its example makes it. */
function rulesOf({ is, example }: Phrase): compliance.RuleSet {
  for (const event of compliance.COMPLIANCE_EVENTS) {
    const [definition] = compile(`compliance Example@1 "${is}"\n  to ${event} ${example}\n`).definitions;
    const rule = definition?.kind === 'compliance' ? definition.rules[event] : undefined;
    if (rule !== undefined && 'pack' in rule) return compliance.packs.pack(rule.pack, '').rules;
  }
  throw new Error(`the example of ${is} says nothing`);
}
