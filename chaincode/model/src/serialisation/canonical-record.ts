import { isWrittenSame } from './canonical-json.js';
import { record, refuseField, type Reader, type Shape, type ShapeValue } from './reader.js';

/** A {@link record} that is written in one way only: leading zeros, say, are refused, so that one meaning has one hash. */
export function canonicalRecord<S extends Shape>(shape: S): Reader<ShapeValue<S>> {
  const fields = record(shape);
  return (value, path) => {
    const read = fields(value, path);
    if (!isWrittenSame(read, value)) refuseField(path, 'parameters in their canonical form');
    return read;
  };
}
