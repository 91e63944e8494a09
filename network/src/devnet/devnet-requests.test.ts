import { readFileSync } from 'node:fs';

import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { common, gateway, google, orderer, peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';

import type { SigningIdentity } from '../crypto/signing-identity.js';
import { TestDevnet } from './devnet.fixture.js';
import { computeTxId } from '../proto/proposal.js';

/** Requests as no well-behaved client sends them. Whatever comes, the peer answers with a status and lives on. */

let devnet: TestDevnet;
let client: gateway.GatewayClient;
let deliverClient: peer.DeliverClient;
let user: SigningIdentity;

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all');
  const endpoint = devnet.engine.endpoints.get('AlphaMSP');
  const credentials = grpc.credentials.createSsl(readFileSync(endpoint?.tlsRootCertPath ?? ''));
  client = new gateway.GatewayClient(endpoint?.address ?? '', credentials);
  deliverClient = new peer.DeliverClient(endpoint?.address ?? '', credentials);
  user = devnet.signer('AlphaMSP', 'user1');
});

afterAll(async () => {
  client.close();
  deliverClient.close();
  await devnet.remove();
});

interface ProposalChanges {
  readonly channel?: string;
  readonly chaincode?: string;
  readonly extension?: Uint8Array;
  readonly type?: number;
  readonly epoch?: number;
  readonly time?: Date;
  readonly nonce?: Buffer;
  readonly txId?: string;
  readonly creator?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly input?: Uint8Array;
}

function signedProposal(changes: ProposalChanges = {}): peer.SignedProposal {
  const nonce = changes.nonce ?? Buffer.from(`nonce ${Math.random()}`);
  const creator = changes.creator ?? user.serialized;
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(changes.chaincode ?? 'probe');
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(changes.type ?? common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId(changes.channel ?? 'all');
  channelHeader.setTxId(changes.txId ?? computeTxId(nonce, creator));
  channelHeader.setEpoch(changes.epoch ?? 0);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(changes.time ?? new Date()));
  channelHeader.setExtension$(changes.extension ?? extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(changes.input ?? invocation(chaincodeId).serializeBinary());
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  signed.setSignature(changes.signature ?? user.sign(proposal.serializeBinary()));
  return signed;
}

function invocation(chaincodeId: peer.ChaincodeID | undefined): peer.ChaincodeInvocationSpec {
  const input = new peer.ChaincodeInput();
  input.setArgsList([Buffer.from('get'), Buffer.from('a')]);
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(chaincodeId);
  spec.setInput(input);
  const message = new peer.ChaincodeInvocationSpec();
  message.setChaincodeSpec(spec);
  return message;
}

type Callback = (error: grpc.ServiceError | null) => void;

function refusal(send: (callback: Callback) => unknown): Promise<grpc.ServiceError> {
  return new Promise((resolve, reject) => {
    send((error) => {
      if (error === null) reject(new Error('the request was not refused'));
      else resolve(error);
    });
  });
}

/** What the peers or orderers said. */
function detailsOf(error: grpc.ServiceError): readonly string[] {
  const [packed] = error.metadata.get('grpc-status-details-bin');
  const status = google.rpc.Status.deserializeBinary(packed as Buffer);
  return status
    .getDetailsList()
    .map((detail) => gateway.ErrorDetail.deserializeBinary(detail.getValue_asU8()).getMessage());
}

function evaluation(changes: ProposalChanges): Promise<grpc.ServiceError> {
  const request = new gateway.EvaluateRequest();
  request.setProposedTransaction(signedProposal(changes));
  return refusal((callback) => client.evaluate(request, callback));
}

describe('proposals that a peer refuses', () => {
  const cases: readonly (readonly [string, ProposalChanges, number, string])[] = [
    ['another header type', { type: 2 }, 9, 'error validating proposal: invalid header type CONFIG_UPDATE'],
    ['an epoch', { epoch: 1 }, 9, 'error validating proposal: epoch is non-zero'],
    ['no nonce', { nonce: Buffer.alloc(0) }, 9, 'error validating proposal: nonce is empty'],
    ['a wrong transaction id', { txId: 'x' }, 9, "error validating proposal: incorrectly computed txid 'x'"],
    ['no signature', { signature: Buffer.alloc(0) }, 9, 'error validating proposal: empty signature bytes'],
    ['a bad signature', { signature: Buffer.of(1) }, 9, 'access denied: channel [all] creator org [AlphaMSP]'],
    [
      'a creator that is no identity',
      { creator: Buffer.from('nobody') },
      9,
      'creator org unknown, creator is malformed',
    ],
    ['an old clock', { time: new Date(Date.now() - 16 * 60_000) }, 14, 'failed to evaluate transaction'],
    ['an unknown channel', { channel: 'nowhere' }, 14, 'failed to get config for channel [nowhere]'],
    ['no channel', { channel: '' }, 3, 'failed to unpack transaction proposal: no channel id provided'],
    ['no chaincode', { chaincode: '' }, 3, 'no chaincode name is provided, channel id [all]'],
    ['no chaincode in the header', { extension: Buffer.alloc(0) }, 9, 'ChaincodeHeaderExtension.ChaincodeId is nil'],
    ['no invocation', { input: Buffer.alloc(0) }, 3, 'no chaincode spec is provided, channel id [all]'],
    ['a broken invocation', { input: Buffer.of(255) }, 3, 'error unmarshalling ChaincodeInvocationSpec'],
  ];
  test.each(cases)('%s', async (_name, changes, code, message) => {
    const error = await evaluation(changes);
    expect(error.details).toContain(message);
    expect(error.code).toBe(code);
  });

  test('the same proposal again, once it is committed', async () => {
    const contract = devnet.contract('AlphaMSP');
    const proposal = contract.newProposal('put', { arguments: ['again', 'x'] });
    await (await (await proposal.endorse()).submit()).getStatus();
    await expect(proposal.evaluate()).rejects.toThrow(`duplicate transaction found [${proposal.getTransactionId()}]`);
  });

  test('requests without their parts', async () => {
    const unsigned = new gateway.SubmitRequest();
    unsigned.setChannelId('all');
    unsigned.setPreparedTransaction(new common.Envelope());
    const cases: readonly (readonly [Promise<grpc.ServiceError>, string])[] = [
      [
        refusal((callback) => client.evaluate(new gateway.EvaluateRequest(), callback)),
        'a signed proposal is required',
      ],
      [refusal((callback) => client.endorse(new gateway.EndorseRequest(), callback)), 'must contain a signed proposal'],
      [
        refusal((callback) => client.submit(new gateway.SubmitRequest(), callback)),
        'a prepared transaction is required',
      ],
      [refusal((callback) => client.submit(unsigned, callback)), 'prepared transaction must be signed'],
      [
        refusal((callback) => client.commitStatus(new gateway.SignedCommitStatusRequest(), callback)),
        'a commit status request is required',
      ],
    ];
    for (const [call, message] of cases) {
      const error = await call;
      expect(error.details).toContain(message);
      expect(error.code).toBe(grpc.status.INVALID_ARGUMENT);
    }
  });

  test('a commit status request that is not signed by a reader', async () => {
    const request = new gateway.CommitStatusRequest();
    request.setChannelId('all');
    request.setTransactionId('x');
    request.setIdentity(user.serialized);
    const signed = new gateway.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    signed.setSignature(Buffer.of(1));
    const error = await refusal((callback) => client.commitStatus(signed, callback));
    expect(error.code).toBe(grpc.status.PERMISSION_DENIED);
    expect(error.details).toContain('with policy [/Channel/Application/Readers]');
  });
});

describe('the endorser service', () => {
  test('answers a proposal directly, and refuses a malformed one', async () => {
    const endpoint = devnet.engine.endpoints.get('AlphaMSP');
    const credentials = grpc.credentials.createSsl(readFileSync(endpoint?.tlsRootCertPath ?? ''));
    const endorser = new peer.EndorserClient(endpoint?.address ?? '', credentials);
    const answer = await new Promise<peer.ProposalResponse | undefined>((resolve, reject) => {
      endorser.processProposal(signedProposal(), (error, response) => (error ? reject(error) : resolve(response)));
    });
    expect(answer?.getEndorsement()?.getSignature_asU8().length).toBeGreaterThan(0);
    const broken = await refusal((callback) => endorser.processProposal(signedProposal({ epoch: 1 }), callback));
    expect(broken.code).toBe(grpc.status.UNKNOWN);
    endorser.close();
  });
});

describe('initialisation', () => {
  function initialisation(chaincode: string): gateway.EvaluateRequest {
    const chaincodeId = new peer.ChaincodeID();
    chaincodeId.setName(chaincode);
    const input = invocation(chaincodeId);
    input
      .getChaincodeSpec()
      ?.getInput()
      ?.setArgsList([Buffer.from('init')]);
    input.getChaincodeSpec()?.getInput()?.setIsInit(true);
    const request = new gateway.EvaluateRequest();
    request.setProposedTransaction(signedProposal({ chaincode, input: input.serializeBinary() }));
    return request;
  }

  test('is run where the definition asks for it, and refused elsewhere', async () => {
    await devnet.deployProbe('all', { name: 'careful', initRequired: true });
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      client.evaluate(initialisation('careful'), (error, response) => {
        if (error) reject(error);
        else resolve(response?.getResult()?.getStatus());
      });
    });
    expect(answer).toBe(200);
    const error = await refusal((callback) => client.evaluate(initialisation('probe'), callback));
    expect(detailsOf(error)[0]).toContain("chaincode 'probe' does not require initialization but called as init");
  });
});

describe('a client that stops waiting', () => {
  test('for a transaction that never comes', async () => {
    const request = new gateway.CommitStatusRequest();
    request.setChannelId('all');
    request.setTransactionId('never');
    request.setIdentity(user.serialized);
    const signed = new gateway.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    signed.setSignature(user.sign(request.serializeBinary()));
    const options = { deadline: Date.now() + 300 };
    const error = await refusal((callback) => client.commitStatus(signed, new grpc.Metadata(), options, callback));
    expect(error.code).toBe(grpc.status.DEADLINE_EXCEEDED);
    expect(devnet.log).toEqual([]);
  });
});

describe('transactions that the orderer refuses', () => {
  async function submission(envelope: common.Envelope): Promise<grpc.ServiceError> {
    const request = new gateway.SubmitRequest();
    request.setChannelId('all');
    request.setPreparedTransaction(envelope);
    return refusal((callback) => client.submit(request, callback));
  }

  /** What the orderers said: with four of them, two refusals rule the quorum out. */
  async function refusals(envelope: common.Envelope): Promise<readonly string[]> {
    const error = await submission(envelope);
    expect(error.code).toBe(grpc.status.UNAVAILABLE);
    return detailsOf(error);
  }

  test('without payload, without header, with a forged signature', async () => {
    const empty = new common.Envelope();
    empty.setSignature(Buffer.of(1));
    const refused =
      'received unsuccessful response from orderer: status=BAD_REQUEST, info=could not determine channel ID: header not set';
    expect(await refusals(empty)).toEqual([refused, refused]);
    const headless = new common.Envelope();
    headless.setPayload(Buffer.of(10, 0));
    headless.setSignature(Buffer.of(1));
    expect((await refusals(headless))[0]).toContain('status=BAD_REQUEST');
    const transaction = await devnet
      .contract('AlphaMSP')
      .newProposal('put', { arguments: ['f', 'x'] })
      .endorse();
    const prepared = gateway.PreparedTransaction.deserializeBinary(transaction.getBytes()).getEnvelope();
    prepared?.setSignature(user.sign(Buffer.from('something else')));
    expect((await refusals(prepared ?? new common.Envelope()))[0]).toContain('status=FORBIDDEN');
  });
});

describe('deliver', () => {
  interface SeekChanges {
    readonly channel?: string;
    readonly start?: orderer.SeekPosition;
    readonly stop?: orderer.SeekPosition;
    readonly failIfNotReady?: boolean;
    readonly signer?: SigningIdentity;
    readonly timestamp?: Date;
  }

  function specified(number: number): orderer.SeekPosition {
    const block = new orderer.SeekSpecified();
    block.setNumber(number);
    const position = new orderer.SeekPosition();
    position.setSpecified(block);
    return position;
  }

  function newest(): orderer.SeekPosition {
    const position = new orderer.SeekPosition();
    position.setNewest(new orderer.SeekNewest());
    return position;
  }

  function oldest(): orderer.SeekPosition {
    const position = new orderer.SeekPosition();
    position.setOldest(new orderer.SeekOldest());
    return position;
  }

  function seekEnvelope(changes: SeekChanges): common.Envelope {
    const signer = changes.signer ?? user;
    const seek = new orderer.SeekInfo();
    seek.setStart(changes.start);
    seek.setStop(changes.stop);
    seek.setBehavior(changes.failIfNotReady === true ? 1 : 0);
    const channelHeader = new common.ChannelHeader();
    channelHeader.setType(common.HeaderType.DELIVER_SEEK_INFO);
    channelHeader.setChannelId(changes.channel ?? 'all');
    channelHeader.setTimestamp(timestamps.Timestamp.fromDate(changes.timestamp ?? new Date()));
    const signatureHeader = new common.SignatureHeader();
    signatureHeader.setCreator(signer.serialized);
    const header = new common.Header();
    header.setChannelHeader(channelHeader.serializeBinary());
    header.setSignatureHeader(signatureHeader.serializeBinary());
    const payload = new common.Payload();
    payload.setHeader(header);
    payload.setData(seek.serializeBinary());
    const envelope = new common.Envelope();
    envelope.setPayload(payload.serializeBinary());
    envelope.setSignature(signer.sign(payload.serializeBinary()));
    return envelope;
  }

  /** Numbers of the blocks received, and the status at the end. */
  function ask(envelope: common.Envelope): Promise<{ readonly blocks: readonly number[]; readonly status: number }> {
    return new Promise((resolve, reject) => {
      const blocks: number[] = [];
      const stream = deliverClient.deliver();
      stream.on('data', (response: peer.DeliverResponse) => {
        const block = response.getBlock();
        if (block !== undefined) blocks.push(block.getHeader()?.getNumber() ?? 0);
        else {
          resolve({ blocks, status: response.getStatus() });
          stream.cancel();
        }
      });
      stream.on('error', reject);
      stream.write(envelope);
    });
  }

  const { Status } = common;

  test('oldest, newest, specified and their ends', async () => {
    const height = (await devnet.engine.status())[0]?.heights.get('AlphaMSP') ?? 0;
    const first = await ask(seekEnvelope({ start: oldest(), stop: oldest() }));
    expect(first).toEqual({ blocks: [0], status: Status.SUCCESS });
    const last = await ask(seekEnvelope({ start: newest(), stop: newest() }));
    expect(last).toEqual({ blocks: [height - 1], status: Status.SUCCESS });
    const two = await ask(seekEnvelope({ start: specified(0), stop: specified(1) }));
    expect(two).toEqual({ blocks: [0, 1], status: Status.SUCCESS });
    const all = await ask(seekEnvelope({ start: oldest(), stop: newest() }));
    expect(all.blocks).toHaveLength(height);
  });

  test('refusals', async () => {
    const admin = devnet.signer('AlphaMSP', 'orderer0');
    const span = { start: oldest(), stop: oldest() };
    const refused: readonly (readonly [common.Envelope, number])[] = [
      [new common.Envelope(), Status.BAD_REQUEST],
      [seekEnvelope({}), Status.BAD_REQUEST],
      [seekEnvelope({ ...span, channel: 'nowhere' }), Status.NOT_FOUND],
      [seekEnvelope({ ...span, timestamp: new Date(0) }), Status.BAD_REQUEST],
      [seekEnvelope({ ...span, signer: admin }), Status.FORBIDDEN],
      [seekEnvelope({ start: specified(2), stop: specified(1) }), Status.BAD_REQUEST],
      [seekEnvelope({ start: specified(9999), stop: specified(10_000) }), Status.NOT_FOUND],
    ];
    for (const [envelope, status] of refused) expect(await ask(envelope)).toEqual({ blocks: [], status });
    const height = (await devnet.engine.status())[0]?.heights.get('AlphaMSP') ?? 0;
    const late = seekEnvelope({ start: specified(height), stop: specified(height), failIfNotReady: true });
    expect(await ask(late)).toEqual({ blocks: [], status: Status.NOT_FOUND });
  });
});

describe('random bytes', () => {
  const methods = ['Evaluate', 'Endorse', 'Submit', 'CommitStatus'] as const;

  function send(method: string, bytes: Buffer): Promise<number> {
    return new Promise((resolve) => {
      client.makeUnaryRequest(
        `/gateway.Gateway/${method}`,
        (value: Buffer) => value,
        (value: Buffer) => value,
        bytes,
        (error) => resolve(error?.code ?? 0),
      );
    });
  }

  test('never take the peer down, nor make it report a defect of its own', async () => {
    const valid = new gateway.EvaluateRequest();
    valid.setProposedTransaction(signedProposal());
    const seed = Buffer.from(valid.serializeBinary());
    const mutated = fc
      .tuple(fc.nat(seed.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(seed.length))
      .map(([at, value, length]) => {
        const bytes = Buffer.from(seed);
        bytes[at] = value;
        return length % 3 === 0 ? bytes.subarray(0, length) : bytes;
      });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }).map((value) => Buffer.from(value)),
      mutated,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), bytes, async (method, request) => {
        await send(method, request);
      }),
      { numRuns: 300 },
    );
    expect(devnet.log).toEqual([]);
    expect(Buffer.from(await devnet.contract('AlphaMSP').evaluateTransaction('creator')).toString()).toBe('AlphaMSP');
  });
});
