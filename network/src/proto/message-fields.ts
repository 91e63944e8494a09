import protobuf from 'google-protobuf';

const { BinaryReader, Map: ProtobufMap } = protobuf;

/** Above the highest field number in Fabric's messages, which is 25. */
const HIGHEST_FIELD_NUMBER = 64;
const KEY = 1;
const VALUE = 2;

/** A message class that protoc generated for JavaScript. */
export interface MessageType<T> {
  new (): T;
  deserializeBinary(bytes: Uint8Array): T;
  deserializeBinaryFromReader(message: T, reader: protobuf.BinaryReader): T;
}

/** What a field holds: numbers, truth values and enumerations, which are varints on the wire, or text, bytes, a message. */
export type FieldKind = 'number' | 'bool' | 'enum' | 'string' | 'bytes' | NestedField;

/** A message, or an entry of a map. */
export interface NestedField {
  readonly repeated: boolean;
  /** Asked for on demand: messages can hold themselves. */
  readonly fields: () => MessageFields;
}

/** The fields of a message. A field that is not in `kinds` is unknown. */
export interface MessageFields {
  readonly kinds: ReadonlyMap<number, FieldKind>;
  /** Groups of fields of which a message has one at most. */
  readonly oneofs: readonly (readonly number[])[];
  /** Whether it is an entry of a map, which has a key and a value and nothing else. */
  readonly isEntry: boolean;
}

/** What generated classes also carry, besides what their types say. */
interface GeneratedType {
  readonly repeatedFields_?: readonly number[];
  readonly oneofGroups_?: readonly (readonly number[])[];
}

const known = new WeakMap<object, MessageFields>();

/** The fields of a message class, learnt once from its generated decoder: it asks its reader for each as what it is. */
export function fieldsOf<T>(type: MessageType<T>): MessageFields {
  const fields = known.get(type) ?? learn(type);
  known.set(type, fields);
  return fields;
}

function learn<T>(type: MessageType<T>): MessageFields {
  const { repeatedFields_ = [], oneofGroups_ = [] } = type as GeneratedType;
  const scout = new Scout(new Set(repeatedFields_));
  type.deserializeBinaryFromReader(new type(), scout);
  return { kinds: scout.kinds, oneofs: oneofGroups_, isEntry: false };
}

/** A reader that offers every field number once and notes how it is read. */
class Scout extends BinaryReader {
  readonly kinds = new Map<number, FieldKind>();
  private number = 0;

  constructor(private readonly repeated: ReadonlySet<number>) {
    super();
  }

  override nextField(): boolean {
    this.number += 1;
    return this.number <= HIGHEST_FIELD_NUMBER;
  }

  override getFieldNumber(): number {
    return this.number;
  }

  override isEndGroup(): boolean {
    return false;
  }

  override skipField(): void {
    // Nobody knows this field.
  }

  override readString(): string {
    return this.note('string', '');
  }

  override readBytes(): Uint8Array {
    return this.note('bytes', new Uint8Array());
  }

  override readBool(): boolean {
    return this.note('bool', false);
  }

  override readEnum(): number {
    return this.note('enum', 0);
  }

  override readInt32(): number {
    return this.note('number', 0);
  }

  override readInt64(): number {
    return this.note('number', 0);
  }

  override readUint32(): number {
    return this.note('number', 0);
  }

  override readUint64(): number {
    return this.note('number', 0);
  }

  /** Declared as a property, because the types of the library do so. */
  override readMessage = (
    message: unknown,
    decode: (message: unknown, reader: protobuf.BinaryReader) => unknown,
  ): void => {
    if (message instanceof ProtobufMap) {
      // From no bytes at all comes an entry with the defaults of key and value.
      decode(message, new BinaryReader());
      message.forEach((value: unknown, key: unknown) => this.noteMap(key, value));
    } else {
      this.kinds.set(this.number, nested(message, this.repeated.has(this.number)));
    }
  };

  private noteMap(key: unknown, value: unknown): void {
    const entry = entryFields(key, value);
    this.kinds.set(this.number, { repeated: true, fields: () => entry });
  }

  private note<V>(kind: FieldKind, empty: V): V {
    this.kinds.set(this.number, kind);
    return empty;
  }
}

function nested(message: unknown, repeated: boolean): NestedField {
  const type = (message as { readonly constructor: MessageType<unknown> }).constructor;
  return { repeated, fields: () => fieldsOf(type) };
}

/** No map of Fabric's messages has strings for values, whose default would be that of bytes. */
function entryFields(key: unknown, value: unknown): MessageFields {
  const kinds = new Map<number, FieldKind>([
    [KEY, typeof key === 'string' ? 'string' : 'number'],
    [VALUE, typeof value === 'string' ? 'bytes' : typeof value === 'object' ? nested(value, false) : 'number'],
  ]);
  return { kinds, oneofs: [], isEntry: true };
}
