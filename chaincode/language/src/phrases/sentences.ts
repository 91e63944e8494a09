import { PROTOCOL_SENTENCES } from './protocol-sentences.js';
import { SECURITY_SENTENCES } from './security-sentences.js';
import { sentence, type SentenceForm } from './sentence-form.js';
import { listOf } from './slot.js';
import { pinned } from './values.js';

export type { SentenceForm } from './sentence-form.js';

const every = sentence('security', 'instrument', 'compliance', 'ownership', 'privacy', 'identity', 'governance');

/** All sentences of fixed words, in the order in which a definition is written. */
export const SENTENCES: readonly SentenceForm[] = [
  every('uses', 'uses {uses}', { uses: listOf(pinned, 'and') }),
  ...SECURITY_SENTENCES,
  ...PROTOCOL_SENTENCES,
];
