import * as x509 from '@peculiar/x509';
import { isPrintableString } from './go-values.js';

/** The parts of a name that the CA keeps; what else a request names is left out (`signer.Subject`). */
export interface SubjectFields {
  readonly country: readonly string[];
  readonly organization: readonly string[];
  readonly organizationalUnit: readonly string[];
  readonly locality: readonly string[];
  readonly province: readonly string[];
  readonly commonName: string;
  readonly serialNumber: string;
}

const SERIAL_NUMBER = '2.5.4.5';

/** Reads a certificate request's name. */
export function subjectFields(name: x509.Name): SubjectFields {
  return {
    country: name.getField('C'),
    organization: name.getField('O'),
    organizationalUnit: name.getField('OU'),
    locality: name.getField('L'),
    province: name.getField('ST'),
    commonName: name.getField('CN').at(-1) ?? '',
    serialNumber: name.getField(SERIAL_NUMBER).at(-1) ?? '',
  };
}

/**
 * The name as Go encodes it (`crypto/x509/pkix` Name.ToRDNSequence): one relative name for each type, in a fixed order,
 * with all its values in it. So an identity of type `client` and affiliation `a.b` has one relative name
 * `OU=a+OU=b+OU=client`.
 */
export function encodeSubject(fields: SubjectFields): x509.Name {
  const relative: readonly (readonly [type: string, values: readonly string[]])[] = [
    ['C', fields.country],
    ['ST', fields.province],
    ['L', fields.locality],
    ['O', fields.organization],
    ['OU', fields.organizationalUnit],
    ['CN', [fields.commonName]],
    [SERIAL_NUMBER, [fields.serialNumber]],
  ];
  const present = relative.map(([type, values]) => [type, values.filter((value) => value !== '')] as const);
  return new x509.Name(
    present
      .filter(([, values]) => values.length > 0)
      .map(([type, values]) => ({ [type]: [...values].sort(inSetOrder).map(encoded) })),
  );
}

function encoded(value: string): { readonly printableString: string } | { readonly utf8String: string } {
  return isPrintableString(value) ? { printableString: value } : { utf8String: value };
}

/** DER orders the members of a set by their encodings: by length first, then UTF8String before PrintableString. */
function inSetOrder(left: string, right: string): number {
  const byLength = Buffer.byteLength(left) - Buffer.byteLength(right);
  const byTag = Number(isPrintableString(left)) - Number(isPrintableString(right));
  return byLength || byTag || Buffer.compare(Buffer.from(left), Buffer.from(right));
}
