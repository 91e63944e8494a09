import { Message } from '../wire/message.js';

/** What every element of a configuration has. */
interface Versioned {
  readonly version: number;
  /** Name or path of the policy by which it is changed. */
  readonly modPolicy: string;
}

/** A value of a configuration. */
export interface ConfigValue extends Versioned {
  readonly value: Uint8Array;
}

/** A policy of a configuration. */
export interface ConfigPolicy extends Versioned {
  /** Policy.PolicyType of common/policies.proto. */
  readonly type: number;
  readonly value: Uint8Array;
}

/** A group of a configuration with everything in it. */
export interface ConfigGroup extends Versioned {
  readonly groups: ReadonlyMap<string, ConfigGroup>;
  readonly values: ReadonlyMap<string, ConfigValue>;
  readonly policies: ReadonlyMap<string, ConfigPolicy>;
}

const each = <T>(map: ReadonlyMap<string, Uint8Array>, read: (bytes: Uint8Array) => T): ReadonlyMap<string, T> =>
  new Map([...map].map(([name, bytes]) => [name, read(bytes)]));

/** @param bytes - ConfigGroup of common/configtx.proto. @throws {VerificationError} */
export function readConfigGroup(bytes: Uint8Array): ConfigGroup {
  const group = Message.read('ConfigGroup', bytes);
  return {
    version: group.number(1),
    modPolicy: group.text(5),
    groups: each(group.map(2), readConfigGroup),
    values: each(group.map(3), readValue),
    policies: each(group.map(4), readPolicy),
  };
}

function readValue(bytes: Uint8Array): ConfigValue {
  const value = Message.read('ConfigValue', bytes);
  return { version: value.number(1), value: value.bytes(2), modPolicy: value.text(3) };
}

function readPolicy(bytes: Uint8Array): ConfigPolicy {
  const configured = Message.read('ConfigPolicy', bytes);
  const policy = Message.read('Policy', configured.bytes(2));
  return {
    ...{ version: configured.number(1), modPolicy: configured.text(3) },
    ...{ type: policy.number(1), value: policy.bytes(2) },
  };
}
