import type { Shape } from './structure.js';

const NONE: Shape = {};
const CHAINCODE_ID = NONE;
const CHANNEL_HEADER: Shape = { 3: NONE, 7: { 2: CHAINCODE_ID } };
const SIGNATURE_HEADER: Shape = { 1: NONE };
const HEADER: Shape = { 1: CHANNEL_HEADER, 2: SIGNATURE_HEADER };
/** Not into the input: what Go does not know in it reaches the chaincode, while devnet hands on what it knows. */
const INVOCATION: Shape = { 1: { 2: CHAINCODE_ID } };

/** `protos.Proposal` with all that its bytes fields hold. */
export const PROPOSAL: Shape = { 1: HEADER, 2: { 1: INVOCATION } };
/** `protos.SignedProposal`. */
export const SIGNED_PROPOSAL: Shape = { 1: PROPOSAL };

const RWSET: Shape = { 2: { 2: { 1: { 2: NONE }, 3: NONE, 4: { 2: NONE } }, 3: NONE } };
const CHAINCODE_ACTION: Shape = { 1: RWSET, 2: NONE, 3: NONE, 4: CHAINCODE_ID };
const ENDORSED_ACTION: Shape = { 1: { 2: CHAINCODE_ACTION }, 2: { 1: NONE } };
const ACTION: Shape = { 1: SIGNATURE_HEADER, 2: { 1: { 1: INVOCATION }, 2: ENDORSED_ACTION } };
/** `common.Payload` of an endorsed transaction. */
export const TRANSACTION_PAYLOAD: Shape = { 1: HEADER, 2: { 1: ACTION } };
const SEEK_INFO: Shape = { 1: { 3: NONE }, 2: { 3: NONE } };
/** `common.Payload` of a seek request. */
export const SEEK_PAYLOAD: Shape = { 1: { 1: { 3: NONE }, 2: SIGNATURE_HEADER }, 2: SEEK_INFO };

/** `common.Envelope` around a payload. */
export const envelopeOf = (payload: Shape): Shape => ({ 1: payload });

/** `gateway.EvaluateRequest`, `EndorseRequest`: the proposal is field 3; `SubmitRequest`: the envelope is. */
export const inField3 = (inner: Shape): Shape => ({ 3: inner });

/** `gateway.CommitStatusRequest`. */
export const COMMIT_STATUS: Shape = { 3: NONE };
/** `gateway.ChaincodeEventsRequest`. */
export const CHAINCODE_EVENTS: Shape = { 3: NONE, 4: { 3: NONE } };
/** The signed requests of the gateway, and `discovery.SignedRequest`. */
export const signedRequestOf = (request: Shape): Shape => ({ 1: request });

const CHAINCODE_CALL: Shape = { 4: { 2: NONE, 3: NONE } };
const INTEREST: Shape = { 1: CHAINCODE_CALL };
/** `discovery.Request`. */
export const DISCOVERY: Shape = { 1: { 1: NONE }, 2: { 2: NONE, 3: { 1: INTEREST }, 4: { 1: INTEREST }, 5: NONE } };
