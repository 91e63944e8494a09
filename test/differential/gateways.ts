import type { Gateway, Network, Transaction } from '@hyperledger/fabric-gateway';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { numberOf } from '../support/block.js';
import { withPlainSpaces } from '../support/go-text.js';
import { refusal } from '../support/probe.js';
import { parsePrepared, required } from '../support/transaction.js';
import { comparablePrivateData } from './comparison.js';
import type { SignedProposal } from './envelope.js';

/** What a gateway makes of a request, without what depends on where it runs and whom it happens to ask. */
export type GatewayOutcome =
  | { readonly result: string }
  | { readonly code: number; readonly message: string; readonly details: readonly string[] };

/** Has a gateway evaluate a proposal. */
export function evaluated(session: Gateway, proposal: SignedProposal): Promise<GatewayOutcome> {
  return outcome(rebuilt(session, proposal).evaluate(), (result) => Buffer.from(result).toString('base64'));
}

/** Has a gateway collect endorsements, from the organisations named or from those that it chooses. */
export function endorsed(
  session: Gateway,
  proposal: SignedProposal,
  endorsers?: readonly string[],
): Promise<GatewayOutcome> {
  return outcome(rebuilt(session, proposal, endorsers).endorse(), (transaction: Transaction) =>
    parsePrepared(transaction).responsePayload.toString('base64'),
  );
}

function rebuilt(
  session: Gateway,
  { txId, bytes }: SignedProposal,
  endorsers: readonly string[] = [],
): ReturnType<Gateway['newSignedProposal']> {
  const proposed = new gateway.ProposedTransaction();
  const signed = peer.SignedProposal.deserializeBinary(bytes);
  proposed.setProposal(signed);
  proposed.setTransactionId(txId);
  proposed.setEndorsingOrganizationsList([...endorsers]);
  return session.newSignedProposal(proposed.serializeBinary(), signed.getSignature_asU8());
}

async function outcome<T>(call: Promise<T>, result: (value: T) => string): Promise<GatewayOutcome> {
  const value = await call.catch(() => undefined);
  if (value !== undefined) {
    return { result: result(value) };
  }
  const { code, message, details } = await refusal(call);
  // A text that ends in a space does not survive as an HTTP header on its way from a Go server.
  const text = /\s$/u.test(message) ? '' : comparableText(message);
  return { code, message: text, details: [...new Set(details.map(comparableText))].sort() };
}

const comparableText = (text: string): string => withSortedNames(withPlainSpaces(text));

/** Lists of collections in brackets come out of Go maps, in any order. */
function withSortedNames(text: string): string {
  return text.replaceAll(/\[([^[\]]+)\]/gu, (_, names: string) => `[${names.split(' ').sort().join(' ')}]`);
}

/** All events of a chaincode up to and including the one named `last`, as a client hears them. */
export async function eventsOf(network: Network, chaincode: string, last: string): Promise<readonly unknown[]> {
  const events = await network.getChaincodeEvents(chaincode, { startBlock: 0n });
  const heard: unknown[] = [];
  try {
    for await (const { blockNumber, transactionId, chaincodeName, eventName, payload } of events) {
      heard.push([Number(blockNumber), transactionId, chaincodeName, eventName, Buffer.from(payload).toString('hex')]);
      if (eventName === last) {
        break;
      }
    }
  } finally {
    events.close();
  }
  return heard;
}

/** Every block up to `height` as the filtered deliver service sends it; where it sends none, what it says instead. */
export async function filteredBlocks(network: Network, height: number): Promise<readonly string[]> {
  const blocks: string[] = [];
  while (blocks.length < height) {
    const events = await network.getFilteredBlockEvents({ startBlock: BigInt(blocks.length) });
    try {
      for await (const block of events) {
        blocks.push(Buffer.from(block.serializeBinary()).toString('hex'));
        if (blocks.length >= height) {
          break;
        }
      }
    } catch (error) {
      blocks.push((error as Error).message);
    } finally {
      events.close();
    }
  }
  return blocks;
}

/** The private values of every block up to `height` that the client may see at this peer. */
export async function privateData(network: Network, height: number): Promise<readonly unknown[]> {
  const events = await network.getBlockAndPrivateDataEvents({ startBlock: 0n });
  const blocks: unknown[] = [];
  try {
    for await (const delivered of events) {
      const number = numberOf(required(delivered.getBlock(), 'block'));
      const map = delivered.getPrivateDataMapMap();
      const sets = new Map([...map.entries()].map(([index, set]) => [index, set.serializeBinary()] as const));
      blocks.push([number, comparablePrivateData(sets)]);
      if (number >= height - 1) {
        break;
      }
    }
  } finally {
    events.close();
  }
  return blocks;
}
