import { LEGAL_BASES } from '@scrip/model';
import { anyText, required, requiredChoice } from '../command/input.js';

/** By what authority somebody acts on the holding of another: a word, and the order or agreement by its hash. */
export const BASIS = {
  basis: requiredChoice('--basis <basis>', 'by what authority', LEGAL_BASES),
  document: required('--document <file>', 'the order, with a salt in it; its hash is sent', anyText),
};
