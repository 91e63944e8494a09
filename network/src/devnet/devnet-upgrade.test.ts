import { setTimeout } from 'node:timers/promises';

import * as grpc from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { ORGANIZATIONS, probeDefinition, TestDevnet } from './devnet.fixture.js';

/** Longer than the longest pause between two attempts to reach a service. */
const LONGER_THAN_RETRY_MS = 3_000;

/** A service that only registers, and counts how often it is dialled. */
class CountingService {
  readonly #server = new grpc.Server();
  readonly #streams = new Set<grpc.ServerDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>>();
  packageId = '';
  dialled = 0;

  async listen(): Promise<string> {
    this.#server.addService(peer.ChaincodeService, {
      connect: (stream: grpc.ServerDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>) => {
        this.dialled += 1;
        this.#streams.add(stream);
        stream.on('data', () => undefined);
        stream.on('close', () => this.#streams.delete(stream));
        stream.write(this.#registration());
      },
    });
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return `127.0.0.1:${port}`;
  }

  /** Ends the streams, as a process that is started again in another version. */
  upgrade(packageId: string): void {
    this.packageId = packageId;
    for (const stream of this.#streams) stream.end();
  }

  get streams(): number {
    return this.#streams.size;
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #registration(): peer.ChaincodeMessage {
    const id = new peer.ChaincodeID();
    id.setName(this.packageId);
    const message = new peer.ChaincodeMessage();
    message.setType(peer.ChaincodeMessage.Type.REGISTER);
    message.setPayload(id.serializeBinary());
    return message;
  }
}

const service = new CountingService();
let devnet: TestDevnet;

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
});
afterAll(async () => {
  await devnet.remove();
  service.close();
});

test('the version before is not dialled any more at the address of its successor', async () => {
  const address = await service.listen();
  const runtime = { kind: 'service', addresses: new Map(ORGANIZATIONS.map((mspId) => [mspId, address])) } as const;
  service.packageId = 'probe:1.0';
  await devnet.engine.deploy('all', probeDefinition(), runtime);
  expect(service.streams).toBe(ORGANIZATIONS.length);

  service.upgrade('probe:2.0');
  await devnet.engine.deploy('all', probeDefinition({ version: '2.0', sequence: 2 }), runtime);
  const dialled = service.dialled;
  await setTimeout(LONGER_THAN_RETRY_MS);
  expect(service.streams).toBe(ORGANIZATIONS.length);
  expect(service.dialled).toBe(dialled);
});
