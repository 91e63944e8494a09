import { status } from '@grpc/grpc-js';
import { common, discovery, gateway, orderer, peer } from '@hyperledger/fabric-protos';
import type { WireResult } from '../support/wire.js';

const OK: number = status.OK;
/** What a real gateway adds when it was just replacing its connection to another peer. */
const RECONNECTING = /the client connection is closing/;

/** What two engines must agree on about a call: the code, and the words without what differs from network to network. */
export interface Outcome {
  readonly code: string;
  readonly text: string;
}

export function outcomeOf(method: string, result: WireResult): Outcome {
  const said = result.code === OK ? answerText(method, result.responses) : errorText(result.message);
  const details = [...new Set(result.details.filter((text) => !RECONNECTING.test(text)).map(plain))].sort();
  return { code: status[result.code] ?? String(result.code), text: [plain(said), ...details].join(' | ') };
}

/** The part of a successful answer that says how it went. */
function answerText(method: string, responses: readonly Buffer[]): string {
  return ANSWERS[method]?.(responses.at(-1) ?? Buffer.alloc(0)) ?? '';
}

const peerDeliver = (bytes: Buffer): string => statusName(peer.DeliverResponse.deserializeBinary(bytes).getStatus());

/** By the method; what is not here has nothing to say but that it went well. */
const ANSWERS: Readonly<Record<string, (last: Buffer) => string>> = {
  '/gateway.Gateway/Evaluate': (bytes) => responseText(gateway.EvaluateResponse.deserializeBinary(bytes).getResult()),
  '/gateway.Gateway/CommitStatus': (bytes) =>
    `verdict ${verdictName(gateway.CommitStatusResponse.deserializeBinary(bytes).getResult())}`,
  '/protos.Endorser/ProcessProposal': (bytes) =>
    responseText(peer.ProposalResponse.deserializeBinary(bytes).getResponse()),
  '/discovery.Discovery/Discover': (bytes) =>
    discovery.Response.deserializeBinary(bytes).getResultsList().map(queryText).join('; '),
  '/orderer.AtomicBroadcast/Broadcast': (bytes) => {
    const response = orderer.BroadcastResponse.deserializeBinary(bytes);
    return `${statusName(response.getStatus())} ${response.getInfo()}`;
  },
  '/orderer.AtomicBroadcast/Deliver': (bytes) =>
    statusName(orderer.DeliverResponse.deserializeBinary(bytes).getStatus()),
  '/protos.Deliver/Deliver': peerDeliver,
  '/protos.Deliver/DeliverFiltered': peerDeliver,
  '/protos.Deliver/DeliverWithPrivateData': peerDeliver,
};

function responseText(response: peer.Response | undefined): string {
  return `${response?.getStatus() ?? 'no status'} ${response?.getMessage() ?? ''}`;
}

function queryText(result: discovery.QueryResult): string {
  return result.getError()?.getContent() ?? `result ${result.getResultCase()}`;
}

/** Name of a validation code. */
export function verdictName(code: number): string {
  return Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0] ?? String(code);
}

function statusName(code: number): string {
  return Object.entries(common.Status).find(([, value]) => value === code)?.[0] ?? String(code);
}

/** A text that ends in a space does not survive as an HTTP header on its way from a Go server. */
function errorText(message: string): string {
  return /\s$/.test(message) ? '' : message;
}

/** A field that nobody knows in the text of a message: devnet does not keep it. */
const UNKNOWN_FIELD = / +\d+:(?:"(?:[^"\\]|\\.)*"|\d+|\{[^}]*\})/g;
/** Where in its own code a chaincode failed. */
const STACK = /\n\s+at .*/s;

/** Go's protobuf library writes some spaces as no-break or double ones, so that nobody relies on its texts. */
function plain(text: string): string {
  return text
    .replace(STACK, '')
    .replaceAll(UNKNOWN_FIELD, '')
    .replaceAll(/[\u00a0 ]+/g, ' ')
    .replaceAll(/-?\d{4,}-\d\d-\d\dT[\d:]+Z/g, 'TIME')
    .replaceAll(/localhost:\d+/g, 'ADDRESS')
    .replaceAll(/txid '[0-9a-f]*'/g, "txid 'HEX'")
    .replaceAll(/[0-9a-f]{16,}/g, 'HEX')
    .replaceAll(/[A-Za-z0-9+/]{40,}=*/g, 'BASE64')
    .replaceAll(/\d+/g, 'N')
    .replaceAll('\ufffd', '?');
}
