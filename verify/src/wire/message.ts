import { fail } from '../verification-error.js';

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const VARINT_BYTES_MAX = 10;

type Field = Uint8Array | bigint;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * A protobuf message, read field by field (https://protobuf.dev/programming-guides/encoding). A field that must be there
 * once is refused when it is there twice: readers differ in what they make of that, and peers hash bytes that their
 * clients chose. Fields that nobody asks for are passed over.
 */
export class Message {
  private constructor(
    private readonly name: string,
    private readonly fields: ReadonlyMap<number, readonly Field[]>,
  ) {}

  /**
   * @param name - of the type, for errors
   * @throws {VerificationError} when the bytes are no message of the two wire types that Fabric uses
   */
  static read(name: string, bytes: Uint8Array): Message {
    const fields = new Map<number, Field[]>();
    for (let at = 0; at < bytes.length;) {
      const tag = varint(name, bytes, at);
      const [number, type] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
      const content = varint(name, bytes, tag.end);
      at = content.end;
      let value: Field = content.value;
      if (type === LENGTH_DELIMITED) {
        if (content.value > BigInt(bytes.length - at)) malformed(name, `field ${number} is cut off`);
        value = bytes.subarray(at, at + Number(content.value));
        at += value.length;
      } else if (type !== VARINT) malformed(name, `field ${number} has wire type ${type}`);
      fields.set(number, [...(fields.get(number) ?? []), value]);
    }
    return new Message(name, fields);
  }

  /** The bytes of a field; undefined when it is not there. */
  find(number: number): Uint8Array | undefined {
    const value = this.single(number);
    if (value === undefined || value instanceof Uint8Array) return value;
    return malformed(this.name, `field ${number} is no bytes`);
  }

  /** The bytes of a field; empty when it is not there. */
  bytes(number: number): Uint8Array {
    return this.find(number) ?? new Uint8Array();
  }

  /** A text; empty when it is not there. */
  text(number: number): string {
    try {
      return decoder.decode(this.bytes(number));
    } catch {
      return malformed(this.name, `field ${number} is no text`);
    }
  }

  /** A whole number from 0; 0 when it is not there. */
  number(number: number): number {
    const value = this.single(number) ?? 0n;
    if (typeof value === 'bigint' && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
    return malformed(this.name, `field ${number} is no number`);
  }

  /** Whether a field is there. */
  has(number: number): boolean {
    return this.fields.has(number);
  }

  /** The values of a field that is repeated, each as bytes. */
  list(number: number): readonly Uint8Array[] {
    const values = this.fields.get(number) ?? [];
    return values.map((value) =>
      value instanceof Uint8Array ? value : malformed(this.name, `field ${number} is no bytes`),
    );
  }

  /** The entries of a map with texts as keys. */
  map(number: number): ReadonlyMap<string, Uint8Array> {
    const entries = this.list(number).map((bytes) => Message.read(`${this.name} entry`, bytes));
    const map = new Map(entries.map((entry) => [entry.text(1), entry.bytes(2)]));
    if (map.size !== entries.length) malformed(this.name, `field ${number} has a key twice`);
    return map;
  }

  private single(number: number): Field | undefined {
    const values = this.fields.get(number) ?? [];
    if (values.length > 1) malformed(this.name, `field ${number} is there ${values.length} times`);
    return values[0];
  }
}

function varint(name: string, bytes: Uint8Array, start: number): { readonly value: bigint; readonly end: number } {
  let value = 0n;
  for (let count = 0; count < VARINT_BYTES_MAX; count += 1) {
    const byte = bytes[start + count];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << BigInt(7 * count);
    if (byte < 0x80) return { value, end: start + count + 1 };
  }
  return malformed(name, 'a number is cut off');
}

const malformed = (name: string, reason: string): never => fail('form', `malformed ${name}: ${reason}`);
