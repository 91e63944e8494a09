import { describe, expect, test } from '@jest/globals';
import { peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { bytesField, fieldsOf, numberField, repeatedBytes } from './fields.js';

const concat = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

describe('fields', () => {
  test('property: are those that the generated classes read', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 4 }), (key, value, type) => {
        const written = concat(bytesField(1, key), bytesField(2, value), numberField(5, type));
        const read = peer.WriteRecord.deserializeBinary(written);
        expect([read.getKey(), Buffer.from(read.getValue_asU8()), read.getType()]).toEqual([
          Buffer.from(key, 'utf8').toString('utf8'),
          Buffer.from(value),
          type,
        ]);
      }),
    );
  });

  test('property: repeated ones are read as they were written, empty ones too', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (values) => {
        const result = new peer.GetStateMultipleResult();
        result.setValuesList(values);
        const read = repeatedBytes(result.serializeBinary(), 1);
        expect(read.map((each) => Buffer.from(each))).toEqual(values.map((each) => Buffer.from(each)));
      }),
    );
  });

  test('property: numbers and texts of a message are read as the generated classes wrote them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat({ max: 2 ** 27 }), (id, count) => {
        const metadata = new peer.QueryResponseMetadata();
        metadata.setFetchedRecordsCount(count + 1);
        metadata.setBookmark(id);
        const [first, second] = fieldsOf(metadata.serializeBinary());
        expect(first).toEqual({ number: 1, content: count + 1 });
        expect(Buffer.from(second?.content as Uint8Array).toString('utf8')).toBe(Buffer.from(id).toString('utf8'));
      }),
    );
  });

  test('a message with a field of a fixed width is refused', () => {
    expect(() => fieldsOf(Uint8Array.of(0x0d, 1, 0, 0, 0))).toThrow('unknown fields');
  });

  test.each([
    ['another field', [0x12, 0]],
    ['a length beyond the end', [0x0a, 2, 1]],
    ['no length', [0x0a]],
    ['an endless length', [0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ])('a message with %s is refused', (_, bytes) => {
    expect(() => repeatedBytes(Uint8Array.from(bytes), 1)).toThrow('a message of the peer');
  });
});
