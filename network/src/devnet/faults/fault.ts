/** Ways that messages take inside the network, each from its sender to its receiver. */
export const ROUTES = ['orderer-to-peer', 'peer-to-peer', 'gateway-to-peer'] as const;

export type Route = (typeof ROUTES)[number];

/** Name of the ordering service where a message's sender is named; peers and gateways go by their MSP id. */
export const ORDERER = 'orderer';

/** A message between two parts of the network. */
export interface Message {
  readonly route: Route;
  readonly from: string;
  readonly to: string;
}

/** Which messages a fault concerns; what is left out matches everything. */
export interface MessageSelection {
  readonly route?: Route;
  readonly from?: string;
  readonly to?: string;
  /** MSP id of a peer that sends or receives the message. */
  readonly peer?: string;
}

/** Chance of hitting each message; `seed` makes the same messages be hit in every run. */
interface Chance {
  /** From 0 to 1; 1 when left out. */
  readonly probability?: number;
  /** Whole number; 1 when left out. */
  readonly seed?: number;
}

/** Messages that never arrive: a block or a proposal is sent again by who needs it, private data is not. */
export type DropFault = { readonly kind: 'drop' } & MessageSelection & Chance;

/** Messages that arrive twice. */
export type DuplicateFault = { readonly kind: 'duplicate' } & MessageSelection & Chance;

/** Messages that arrive late; with `peer` alone, a slow peer. */
export type DelayFault = {
  readonly kind: 'delay';
  readonly milliseconds: number;
  /** Up to so many milliseconds more, drawn anew for each message. */
  readonly jitter?: number;
} & MessageSelection &
  Chance;

/** A peer that has died: nothing reaches it, its clients included, and it catches up when the fault is healed. */
export interface PeerDownFault {
  readonly kind: 'peer-down';
  readonly peer: string;
}

/** Whose private data is tampered with. */
export interface PrivateDataSelection {
  /** The peer that sends, by MSP id. */
  readonly peer: string;
  /** Any collection when left out. */
  readonly collection?: string;
}

/** A peer that says it has sent private data and has not, and that answers no requests for it. */
export type WithholdFault = { readonly kind: 'withhold-private-data' } & PrivateDataSelection;

/** A peer that sends private data with other values than were endorsed. */
export type AlterFault = { readonly kind: 'alter-private-data' } & PrivateDataSelection;

/** Peers whose clock is off: they judge the time window of proposals and the expiry of certificates by it. */
export interface ClockShiftFault {
  readonly kind: 'clock-shift';
  /** MSP id; every peer when left out, which is as if all clients' clocks were off the other way. */
  readonly peer?: string;
  /** May be negative. */
  readonly milliseconds: number;
}

/** A chaincode that a peer cannot reach. */
export interface ChaincodeUnreachableFault {
  readonly kind: 'chaincode-unreachable';
  /** MSP id; every peer when left out. */
  readonly peer?: string;
  readonly chaincode: string;
}

/** Something that goes wrong in a network, as plain data, so that a test, the command line and a file say it alike. */
export type Fault =
  | PeerDownFault
  | DropFault
  | DuplicateFault
  | DelayFault
  | WithholdFault
  | AlterFault
  | ClockShiftFault
  | ChaincodeUnreachableFault;

/** A fault in effect. */
export interface ActiveFault {
  readonly id: number;
  readonly fault: Fault;
}

/** A message that does not arrive; the sender sees what it sees of a dead peer. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Whether a fault of messages concerns this one. */
export function selects(selection: MessageSelection, message: Message): boolean {
  const { route, from, to, peer } = selection;
  return (
    (route === undefined || route === message.route) &&
    (from === undefined || from === message.from) &&
    (to === undefined || to === message.to) &&
    (peer === undefined || peer === message.from || peer === message.to)
  );
}
