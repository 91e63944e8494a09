import { describe, expect, test } from '@jest/globals';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';

import { conforming } from './conforming.js';
import { asBuffer, decode, read } from './decode.js';
import { fieldsOf } from './message-fields.js';
import { encodedField } from './wire-format.js';

const INVALID_WIRE = 'proto: cannot parse invalid wire-format data';
const header = channelHeader();

function channelHeader(): Buffer {
  const message = new common.ChannelHeader();
  message.setType(common.HeaderType.ENDORSER_TRANSACTION);
  message.setChannelId('trial');
  message.setTxId('00');
  return asBuffer(message.serializeBinary());
}

const channelHeaderRead = (bytes: Uint8Array): common.ChannelHeader => read(common.ChannelHeader, bytes);

function varintOf(value: bigint): readonly number[] {
  return value < 0x80n ? [Number(value)] : [Number(value & 0x7fn) | 0x80, ...varintOf(value >> 7n)];
}

describe('the fields of a message', () => {
  test('are those that its generated decoder knows', () => {
    expect(Object.fromEntries(fieldsOf(common.ChannelHeader).kinds)).toEqual({
      1: 'number',
      2: 'number',
      3: { repeated: false, fields: expect.any(Function) },
      4: 'string',
      5: 'string',
      6: 'number',
      7: 'bytes',
      8: 'bytes',
    });
    expect(fieldsOf(orderer.SeekPosition).oneofs).toEqual([[1, 2, 3, 4]]);
  });

  test('of the entries of a map are key and value', () => {
    const transient = fieldsOf(peer.ChaincodeProposalPayload).kinds.get(2);
    const entry = typeof transient === 'object' ? transient.fields() : undefined;
    expect(entry).toEqual({
      kinds: new Map([
        [1, 'string'],
        [2, 'bytes'],
      ]),
      oneofs: [],
      isEntry: true,
    });
  });
});

describe('messages as Go reads them', () => {
  test('what is right stays as it is', () => {
    const unknown = Buffer.concat([header, Buffer.from([0x7a, 1, 0])]);
    for (const bytes of [header, unknown]) {
      expect(conforming(bytes, fieldsOf(common.ChannelHeader))).toBe(bytes);
    }
  });

  test('a field in another form is one that nobody knows', () => {
    // Field 4, the channel, as the number 7.
    expect(
      channelHeaderRead(Buffer.concat([Buffer.from([0x20, 7]), header, Buffer.from([0x20, 7])])).getChannelId(),
    ).toBe('trial');
  });

  test('also inside a message', () => {
    const id = Buffer.concat([Buffer.from([0x10, 1]), encodedField(3, Buffer.from('1'))]);
    const extension = read(peer.ChaincodeHeaderExtension, encodedField(2, id)).getChaincodeId();
    expect({ name: extension?.getName(), version: extension?.getVersion() }).toEqual({ name: '', version: '1' });
  });

  test('a message that stands twice is one', () => {
    const twice = [
      encodedField(1, encodedField(1, Buffer.from('a'))),
      encodedField(1, encodedField(2, Buffer.from('b'))),
    ];
    const merged = read(common.Payload, Buffer.concat(twice)).getHeader();
    expect(merged?.getChannelHeader_asU8()).toEqual(new Uint8Array(Buffer.from('a')));
    expect(merged?.getSignatureHeader_asU8()).toEqual(new Uint8Array(Buffer.from('b')));
  });

  test('also when others stand inside it twice', () => {
    const spec = (field: number): Buffer => encodedField(1, encodedField(2, encodedField(field, Buffer.from('x'))));
    const invocation = read(peer.ChaincodeInvocationSpec, Buffer.concat([spec(1), spec(2), spec(3)]));
    expect(invocation.getChaincodeSpec()?.getChaincodeId()?.toObject()).toEqual({ path: 'x', name: 'x', version: 'x' });
  });

  test.each([
    [2n ** 32n, 0, true],
    [2n ** 32n + 2n, 2, true],
    [2n ** 63n, 0, true],
    [2n ** 64n - 1n, -1, true],
    [0n, 0, false],
  ])('%d is an enumeration of 32 bits, and a truth value of one', (value, enumeration, truth) => {
    const varint = Buffer.from(varintOf(value));
    const seek = read(orderer.SeekInfo, Buffer.concat([Buffer.from([0x18]), varint]));
    const input = read(peer.ChaincodeInput, Buffer.concat([Buffer.from([0x18]), varint]));
    expect([seek.getBehavior(), input.getIsInit()]).toEqual([enumeration, truth]);
  });

  test('of a group of which one counts, what was replaced is not merged into', () => {
    const specified = encodedField(3, Buffer.from([8, 5]));
    const newest = encodedField(1, Buffer.alloc(0));
    const position = read(orderer.SeekPosition, Buffer.concat([specified, newest, encodedField(3, Buffer.alloc(0))]));
    expect(position.getTypeCase()).toBe(orderer.SeekPosition.TypeCase.SPECIFIED);
    expect(position.getSpecified()?.getNumber()).toBe(0);
  });

  test('an entry of a map may lack its key or value, or carry more', () => {
    const entries = [
      encodedField(1, Buffer.from('k')),
      Buffer.concat([encodedField(7, Buffer.from('?')), encodedField(2, Buffer.from('v'))]),
    ];
    const payload = Buffer.concat(entries.map((entry) => encodedField(2, entry)));
    const map = read(peer.ChaincodeProposalPayload, payload).getTransientmapMap();
    expect([...map.entries()].map(([key, value]) => [key, Buffer.from(value).toString()])).toEqual([
      ['', 'v'],
      ['k', ''],
    ]);
  });

  test('groups are passed over, however deep', () => {
    const depth = 10_000;
    const groups = Buffer.concat([Buffer.alloc(depth, 0x7b), Buffer.alloc(depth, 0x7c)]);
    expect(channelHeaderRead(Buffer.concat([groups, header])).getChannelId()).toBe('trial');
  });

  test.each([
    ['a truncated field', Buffer.from([0x22, 9])],
    ['field number 0', Buffer.from([0x02, 0])],
    ['a field number that is too high', Buffer.from([0x82, 0x80, 0x80, 0x80, 0x10, 0])],
    ['an unknown wire type', Buffer.from([0x26, 0])],
    ['a number of more than 64 bits', Buffer.from([0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2])],
    ['a number without end', Buffer.from([0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1])],
    ['a group in more groups than Go follows', Buffer.concat([Buffer.alloc(10_002, 0x7b), Buffer.alloc(10_002, 0x7c)])],
    ['a group that does not end', Buffer.from([0x7b])],
    ['a group that ends as another', Buffer.from([0x7b, 0x84, 0x01])],
    ['the end of a group that did not begin', Buffer.from([0x7c])],
  ])('%s is refused in the words of Go', (_, bytes) => {
    expect(() => decode(common.ChannelHeader, bytes, 'ChannelHeader')).toThrow(
      `error unmarshalling ChannelHeader: ${INVALID_WIRE}`,
    );
  });

  test('a string that is no UTF-8 is refused in the words of Go', () => {
    expect(() => channelHeaderRead(Buffer.concat([header, Buffer.from([0x22, 2, 0xff, 0xfe])]))).toThrow(
      'string field contains invalid UTF-8',
    );
  });

  test('any bytes are a message or refused, and reading what was read changes nothing', () => {
    const fields = fieldsOf(common.Payload);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (random) => {
        let bytes: Buffer;
        try {
          bytes = conforming(Buffer.from(random), fields);
        } catch (error) {
          expect((error as Error).message).toBe(INVALID_WIRE);
          return;
        }
        expect(conforming(bytes, fields)).toEqual(bytes);
        expect(read(common.Payload, bytes).serializeBinary()).toEqual(read(common.Payload, random).serializeBinary());
      }),
    );
  });
});
