import type { Facts, Side } from './facts.js';
import type { Asked } from './questions.js';

function partiesOf({ movement: { sender, receiver, ofRecord } }: Facts, asked: Asked): readonly (string | undefined)[] {
  const isOfRecord = asked === 'recordSender' || asked === 'recordReceiver';
  return isOfRecord && ofRecord !== undefined ? [ofRecord.sender, ofRecord.receiver] : [sender, receiver];
}

/** Whether nobody disposes of units: they stay with the party that they are for, or arrive by an exchange. */
export const nobodyDisposes = ({ movement: { sender, receiver, exchange } }: Facts): boolean =>
  sender === receiver && exchange !== 'leaves';

/** What a party to the movement holds before it. */
export const holdingBefore = ({ ask }: Facts, side: Asked): bigint => BigInt(ask({ need: 'holding', side }));

/** What a party to the movement holds when it is done. */
export function holdingAfter(facts: Facts, side: Asked): bigint {
  const { exchange, units } = facts.movement;
  const before = holdingBefore(facts, side);
  if (exchange !== undefined) return exchange === 'leaves' ? before - BigInt(units) : before + BigInt(units);
  const [sender, receiver] = partiesOf(facts, side);
  if (sender === receiver) return before;
  return side === 'receiver' || side === 'recordReceiver' ? before + BigInt(units) : before - BigInt(units);
}

/** What a side and its affiliates hold together when the movement is done. */
export function groupAfter({ ask, movement }: Facts, side: Side): bigint {
  const { sender, receiver, exchange } = movement;
  const { members, units: before } = ask({ need: 'group', side });
  const units = BigInt(movement.units);
  if (exchange !== undefined) return exchange === 'leaves' ? BigInt(before) - units : BigInt(before) + units;
  const given = sender !== undefined && members.includes(sender) ? units : 0n;
  const taken = members.includes(receiver) ? units : 0n;
  return BigInt(before) - given + taken;
}

/** Units outstanding when the movement is done. */
export function outstandingAfter({ ask, movement: { event, sender, exchange, units } }: Facts): bigint {
  const before = BigInt(ask({ need: 'outstanding' }));
  if (exchange === 'leaves') return before - BigInt(units);
  const isIssued = exchange === 'arrives' || event === 'subscribe' || sender === undefined;
  return isIssued ? before + BigInt(units) : before;
}
