/** Wire type of integers, booleans and enumerations. */
export const VARINT = 0;
/** Wire type of strings, bytes and messages. */
export const LENGTH_DELIMITED = 2;
/** Wire type of the beginning of a group. */
export const START_GROUP = 3;

const FIXED_64 = 1;
const END_GROUP = 4;
const FIXED_32 = 5;
const VARINT_BYTES_MAX = 10;
/** The last of ten bytes holds the 64th bit only. */
const LAST_BYTE_MAX = 1;
/** Bytes of a varint that hold its lowest 32 bits. */
const LOW_BYTES = 5;
const HIGHEST_FIELD_NUMBER = 2 ** 29 - 1;
/** How deep groups may nest. */
const GROUPS_MAX = 10_001;

/**
 * Goes through the fields of a message as Go's library reads them (google.golang.org/protobuf/encoding/protowire). It
 * makes no object for a field, since every message of every transaction passes here.
 */
export class FieldCursor {
  /** The field that the cursor is at: its number and wire type, … */
  number = 0;
  wireType = 0;
  /** … where it begins with its tag, and where what follows the tag, and the length if there is one, begins. */
  begin = 0;
  start = 0;
  /** Of a varint: its value, exact up to 2^53, and its lowest 32 bits as a signed number. */
  value = 0;
  low = 0;
  /** Whether the bytes are no protobuf message. */
  malformed = false;

  /** @param end where the field ends that the cursor is at; the next begins there */
  constructor(
    private readonly bytes: Uint8Array,
    public end = 0,
    private readonly limit = bytes.length,
  ) {}

  /** Goes to the next field. False when there is none, or when it is malformed. */
  next(): boolean {
    if (this.end >= this.limit) return false;
    this.begin = this.end;
    this.malformed = !(this.readTag() && this.readContent()) || this.end > this.limit;
    return !this.malformed;
  }

  private readTag(): boolean {
    if (!this.readVarint()) return false;
    this.number = Math.floor(this.value / 8);
    this.wireType = this.value % 8;
    this.start = this.end;
    return this.number >= 1 && this.number <= HIGHEST_FIELD_NUMBER;
  }

  private readContent(): boolean {
    switch (this.wireType) {
      case VARINT:
        return this.readVarint();
      case FIXED_64:
        this.end += 8;
        return true;
      case LENGTH_DELIMITED:
        if (!this.readVarint()) return false;
        this.start = this.end;
        this.end += this.value;
        return true;
      case START_GROUP:
        return this.passGroup();
      case FIXED_32:
        this.end += 4;
        return true;
      default:
        return false;
    }
  }

  /** No message of Fabric has a group, so one is only passed over. The bytes choose how deep: there is no recursion. */
  private passGroup(): boolean {
    const { number, start } = this;
    const open = [number];
    while (open.length > 0 && open.length <= GROUPS_MAX) {
      if (!this.readTag()) return false;
      if (this.wireType === START_GROUP) open.push(this.number);
      else if (this.wireType === END_GROUP ? open.pop() !== this.number : !this.readContent()) return false;
    }
    Object.assign(this, { number, start, wireType: START_GROUP });
    return open.length === 0;
  }

  private readVarint(): boolean {
    this.value = 0;
    this.low = 0;
    for (let count = 0, factor = 1; count < VARINT_BYTES_MAX && this.end < this.limit; count += 1, factor *= 128) {
      const byte = this.bytes[this.end] ?? 0;
      this.end += 1;
      this.value += (byte & 0x7f) * factor;
      if (count < LOW_BYTES) this.low |= (byte & 0x7f) << (7 * count);
      if (byte < 0x80) return byte <= LAST_BYTE_MAX || count < VARINT_BYTES_MAX - 1;
    }
    return false;
  }
}

/** A length-delimited field. */
export function encodedField(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + LENGTH_DELIMITED), varint(content.length), content]);
}

/** A field with a whole number; a negative one takes 64 bits. */
export function encodedNumber(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8 + VARINT), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}
