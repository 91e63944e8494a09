import { X509Certificate } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { commonNameOf } from '@scrip/credentials';
import { implicitMetaPolicy, signaturePolicy } from '../genesis/policies.js';
import { messageOf, NetworkError } from '../network-error.js';
import { printPolicy } from '../policy/print.js';
import { principalToText } from '../policy/roles.js';
import type { MetaRule } from '../topology.js';

const { PolicyType } = common.Policy;
const { Classification } = msp.MSPPrincipal;
const RULES = new Map<number, MetaRule>([
  [common.ImplicitMetaPolicy.Rule.ANY, 'ANY'],
  [common.ImplicitMetaPolicy.Rule.ALL, 'ALL'],
  [common.ImplicitMetaPolicy.Rule.MAJORITY, 'MAJORITY'],
]);
/** `MAJORITY Admins`, as `configtx.yaml` writes implicit meta policies. */
const META = /^(ANY|ALL|MAJORITY)\s+([A-Za-z0-9.-]+)$/;

/** A gate around one principal says nothing. */
const ONE_OF_ONE = /^(?:AND|OR)\(('[^']*')\)$/;

/** A policy over the policies of one name in the groups below. */
export interface MetaPolicy {
  readonly rule: MetaRule;
  readonly subPolicy: string;
}

/** A policy of the configuration in words: `MAJORITY Admins`, `OR('AuroraMSP.admin')`. */
export function policyText(policy: common.Policy | undefined): string {
  const meta = metaPolicyOf(policy);
  if (meta !== undefined) return `${meta.rule} ${meta.subPolicy}`;
  if (policy?.getType() !== PolicyType.SIGNATURE) return `a policy of unknown type ${policy?.getType() ?? 'none'}`;
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8());
  try {
    return printPolicy(envelope, principalWords).replace(ONE_OF_ONE, '$1');
  } catch (error) {
    return `a policy that cannot be written as text: ${messageOf(error)}`;
  }
}

/** The parts of an implicit meta policy; undefined for any other. */
export function metaPolicyOf(policy: common.Policy | undefined): MetaPolicy | undefined {
  if (policy?.getType() !== PolicyType.IMPLICIT_META) return undefined;
  const meta = common.ImplicitMetaPolicy.deserializeBinary(policy.getValue_asU8());
  const rule = RULES.get(meta.getRule());
  return rule === undefined ? undefined : { rule, subPolicy: meta.getSubPolicy() };
}

/** Reads what an operator writes: `MAJORITY Admins` or `OR('AuroraMSP.admin')`. */
export function policyFromText(text: string): common.Policy {
  const [, rule, subPolicy] = META.exec(text.trim()) ?? [];
  if (rule !== undefined && subPolicy !== undefined) return implicitMetaPolicy(rule as MetaRule, subPolicy);
  try {
    return signaturePolicy(text);
  } catch (error) {
    throw new NetworkError(
      messageOf(error),
      `write it as "MAJORITY Admins" (ANY, ALL, MAJORITY of the policies below) or "OR('Org1MSP.admin')"`,
      { cause: error },
    );
  }
}

function principalWords(principal: msp.MSPPrincipal): string {
  const bytes = principal.getPrincipal_asU8();
  switch (principal.getPrincipalClassification()) {
    case Classification.ROLE:
      return principalToText(principal) ?? 'an unknown role';
    case Classification.ORGANIZATION_UNIT: {
      const unit = msp.OrganizationUnit.deserializeBinary(bytes);
      return `${unit.getMspIdentifier()}, unit ${unit.getOrganizationalUnitIdentifier()}`;
    }
    case Classification.IDENTITY: {
      const identity = msp.SerializedIdentity.deserializeBinary(bytes);
      return `${identity.getMspid()}, ${commonName(identity.getIdBytes_asU8())}`;
    }
    default:
      return 'a combined or anonymous principal';
  }
}

/** Common name of a PEM certificate; its subject when it has none. */
export function commonName(pem: Uint8Array | string): string {
  try {
    const certificate = new X509Certificate(pem);
    return commonNameOf(certificate) ?? certificate.subject.replaceAll('\n', ', ');
  } catch {
    return 'a certificate that cannot be read';
  }
}
