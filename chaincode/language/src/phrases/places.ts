import { oneOf } from './slot.js';

/** From where it is voted on a transfer. */
export const place = oneOf([
  ['registrar', 'registrar'],
  ['issuer', 'issuer'],
  ['notary', 'notary'],
  ["seller's custodian", 'sellersCustodian'],
  ["buyer's custodian", 'buyersCustodian'],
  ['external register', 'externalRegister'],
]);

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
