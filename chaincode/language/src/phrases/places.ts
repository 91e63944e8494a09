import { oneOf } from './slot.js';

const ATTESTORS = [
  ['registrar', 'registrar'],
  ['issuer', 'issuer'],
  ['notary', 'notary'],
  ["seller's custodian", 'sellersCustodian'],
  ["buyer's custodian", 'buyersCustodian'],
] as const;

/** Places whose votes a protocol can ask for. */
export const attestor = oneOf(ATTESTORS);

/** From where it is voted on a transfer: a register elsewhere, where there is one, is asked whatever the protocol says. */
export const place = oneOf([...ATTESTORS, ['external register', 'externalRegister']]);

/** Roles of organisations. */
export const role = oneOf([
  ['issuer', 'issuer'],
  ['paying agent', 'payingAgent'],
  ['registrar', 'registrar'],
  ['custodian', 'custodian'],
  ['broker', 'broker'],
  ['regulator', 'regulator'],
  ['calendar authority', 'calendarAuthority'],
]);
