import { expect, test } from '@jest/globals';
import type { CloseableAsyncIterable, Network } from '@hyperledger/fabric-gateway';
import { EventStreams } from './event-streams.js';

/** A channel whose streams bring nothing, and end only when they are closed: as those of a peer that goes on running. */
function silentNetwork(): { readonly network: Network; readonly open: () => number } {
  let open = 0;
  const stream = (): Promise<CloseableAsyncIterable<never>> => {
    open += 1;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const close = (): void => {
      open -= 1;
      end();
    };
    return Promise.resolve({
      ...{ close, [Symbol.dispose]: close },
      async *[Symbol.asyncIterator]() {
        await ended;
      },
    });
  };
  const streams = {
    getChaincodeEvents: stream,
    getBlockEvents: stream,
    getFilteredBlockEvents: stream,
    getBlockAndPrivateDataEvents: stream,
  };
  return { network: streams as unknown as Network, open: () => open };
}

test('streams that nobody has closed end with their session, whatever reads them', async () => {
  const { network, open } = silentNetwork();
  const streams = new EventStreams();
  const followed = streams.of(network);
  const opened = await Promise.all([
    followed.getChaincodeEvents('probe'),
    followed.getBlockEvents(),
    followed.getFilteredBlockEvents(),
    followed.getBlockAndPrivateDataEvents(),
  ]);
  const reading = opened.map(async (stream) => {
    for await (const each of stream) expect(each).toBeUndefined();
  });
  expect(open()).toBe(4);
  streams.close();
  await Promise.all(reading);
  expect(open()).toBe(0);
});

test('what goes on after its test opens no stream that stays', async () => {
  const { network, open } = silentNetwork();
  const streams = new EventStreams();
  const followed = streams.of(network);
  streams.close();
  await followed.getBlockEvents();
  expect(open()).toBe(0);
});
