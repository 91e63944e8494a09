import type { peer as pb } from '@hyperledger/fabric-protos';

/** Why a chaincode query cannot be answered, in the words of discovery/service.go; undefined when it can. */
export function interestRefusal(interests: readonly pb.ChaincodeInterest[]): string | undefined {
  if (interests.length === 0) return 'chaincode query must have at least one chaincode interest';
  for (const interest of interests) {
    const calls = interest.getChaincodesList();
    if (calls.length === 0) return 'chaincode interest must contain at least one chaincode';
    if (calls.some((call) => call.getName() === '')) return 'chaincode name in interest cannot be empty';
  }
  return undefined;
}

/** An interest as Go prints it. Go's own output has one space or two between fields, so that nobody relies on it. */
export function interestText(interest: pb.ChaincodeInterest): string {
  return interest
    .getChaincodesList()
    .map((call) => `chaincodes:{${callFields(call).join(' ')}}`)
    .join(' ');
}

function callFields(call: pb.ChaincodeCall): readonly string[] {
  return [
    `name:${quoted(call.getName())}`,
    ...call.getCollectionNamesList().map((name) => `collection_names:${quoted(name)}`),
    ...(call.getNoPrivateReads() ? ['no_private_reads:true'] : []),
    ...call.getKeyPoliciesList().map(() => 'key_policies:{...}'),
    ...(call.getDisregardNamespacePolicy() ? ['disregard_namespace_policy:true'] : []),
  ];
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** A string in Go's text format (google.golang.org/protobuf/internal/encoding/text/encode.go). */
function quoted(text: string): string {
  const escaped = text.replace(/[\p{Cc}"\\]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const numeric = code < 0x80 ? `\\x${hexadecimal(code, 2)}` : `\\u${hexadecimal(code, 4)}`;
    return ESCAPES[character] ?? numeric;
  });
  return `"${escaped}"`;
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
