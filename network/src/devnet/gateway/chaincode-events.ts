import { gateway, peer } from '@hyperledger/fabric-protos';

import type { PeerLedger } from '../ledger/peer-ledger.js';
import { blockNumber, chaincodeEvents as eventsOf, committedTransactions } from '../../proto/block.js';
import { blocksFrom } from '../deliver/block-stream.js';
import { localChannel, type Registry } from './registry.js';
import { authorise, readSigned } from './signed-request.js';
import { Code, RpcError } from './status.js';

/**
 * `gateway.Gateway/ChaincodeEvents` (Fabric: internal/pkg/gateway/chaincodeevents.go): events of valid transactions, by
 * the name of the chaincode that the client invoked. A stream that resumes after a transaction begins in its block.
 *
 * @throws RpcError
 */
export async function* chaincodeEvents(
  registry: Registry,
  signed: gateway.SignedChaincodeEventsRequest,
  signal: AbortSignal,
): AsyncGenerator<gateway.ChaincodeEventsResponse, void, undefined> {
  const request = readSigned(signed, gateway.ChaincodeEventsRequest, {
    required: 'a chaincode events request is required',
    invalid: 'invalid chaincode events request',
  });
  authorise(registry, 'gateway/ChaincodeEvents', signed, request);
  const ledger = localChannel(registry, request.getChannelId())?.ledger;
  if (ledger === undefined) {
    throw new RpcError(Code.NOT_FOUND, `channel does not exist: ${request.getChannelId()}`);
  }
  const matches = eventMatcher(request);
  for await (const block of blocksFrom(ledger, await startBlock(ledger, request), signal)) {
    const events = committedTransactions(block)
      .filter(({ code }) => code === peer.TxValidationCode.VALID)
      .flatMap(eventsOf)
      .filter((event) => event.getEventName() !== '' && event.getTxId() !== '')
      .filter(matches);
    if (events.length === 0) continue;
    const response = new gateway.ChaincodeEventsResponse();
    response.setBlockNumber(blockNumber(block));
    response.setEventsList(events);
    yield response;
  }
}

function eventMatcher(request: gateway.ChaincodeEventsRequest): (event: peer.ChaincodeEvent) => boolean {
  const after = request.getAfterTransactionId();
  let passed = after === '';
  return (event) => {
    if (passed) return event.getChaincodeId() === request.getChaincodeId();
    passed = event.getTxId() === after;
    return false;
  };
}

async function startBlock(ledger: PeerLedger, request: gateway.ChaincodeEventsRequest): Promise<number> {
  const after = request.getAfterTransactionId();
  const resumed = after === '' ? undefined : await ledger.transaction(after);
  if (resumed !== undefined) return resumed.block;
  const position = request.getStartPosition();
  const specified = position?.getSpecified();
  if (specified !== undefined) return specified.getNumber();
  if (position?.hasOldest() === true || position?.hasNewest() === true) {
    const type = position.hasOldest() ? 'Oldest' : 'Newest';
    throw new RpcError(Code.INVALID_ARGUMENT, `invalid start position type: *orderer.SeekPosition_${type}`);
  }
  return ledger.height;
}
