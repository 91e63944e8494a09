import type { CloseableAsyncIterable, Network } from '@hyperledger/fabric-gateway';

/**
 * The event streams of a session. Closing a gRPC client ends no call that is under way, and closing a gateway ends nothing
 * at all: a test that failed between opening a stream and closing it would keep the test runner from ending.
 */
export class EventStreams {
  private readonly open = new Set<CloseableAsyncIterable<unknown>>();
  private isClosed = false;

  /** The same channel, whose streams end with the session. */
  of(network: Network): Network {
    return {
      getName: () => network.getName(),
      getContract: (...args) => network.getContract(...args),
      getChaincodeEvents: (...args) => this.keep(network.getChaincodeEvents(...args)),
      newChaincodeEventsRequest: (...args) => network.newChaincodeEventsRequest(...args),
      getBlockEvents: (...args) => this.keep(network.getBlockEvents(...args)),
      newBlockEventsRequest: (...args) => network.newBlockEventsRequest(...args),
      getFilteredBlockEvents: (...args) => this.keep(network.getFilteredBlockEvents(...args)),
      newFilteredBlockEventsRequest: (...args) => network.newFilteredBlockEventsRequest(...args),
      getBlockAndPrivateDataEvents: (...args) => this.keep(network.getBlockAndPrivateDataEvents(...args)),
      newBlockAndPrivateDataEventsRequest: (...args) => network.newBlockAndPrivateDataEventsRequest(...args),
    };
  }

  /** Ends all of them, and those that are opened later by what goes on after its test. */
  close(): void {
    this.isClosed = true;
    for (const stream of this.open) stream.close();
    this.open.clear();
  }

  private async keep<T>(opening: Promise<CloseableAsyncIterable<T>>): Promise<CloseableAsyncIterable<T>> {
    const stream = await opening;
    if (this.isClosed) stream.close();
    else this.open.add(stream);
    return stream;
  }
}
