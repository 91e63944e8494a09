import { businessDate, compliance, isin, mic, money, partyId } from '@scrip/model';
import type { Facts, Movement } from '../facts/facts.js';
import type { Answers, HeldClaims } from '../facts/questions.js';
import type { Judged } from '../judged.js';

/** A movement as the model reads it. */
function movementOf(plain: Movement): compliance.JudgedMovement {
  const { sender, ofRecord, nominees, venue, denomination, issuedOn, closedOn, ...rest } = plain;
  const date = (text: string): ReturnType<typeof businessDate> => businessDate(text, '');
  return {
    ...rest,
    isin: isin(plain.isin, ''),
    today: date(plain.today),
    enteredOn: date(plain.enteredOn),
    receiver: partyId(plain.receiver, ''),
    units: BigInt(plain.units),
    lots: plain.lots.map(({ acquiredOn, units, passedOn }) => ({
      acquiredOn: date(acquiredOn),
      units: BigInt(units),
      ...(passedOn === undefined ? {} : { passedOn: BigInt(passedOn) }),
    })),
    ...(sender === undefined ? {} : { sender: partyId(sender, '') }),
    ...(ofRecord === undefined
      ? {}
      : {
          ofRecord: {
            receiver: partyId(ofRecord.receiver, ''),
            ...(ofRecord.sender === undefined ? {} : { sender: partyId(ofRecord.sender, '') }),
          },
        }),
    ...(nominees === undefined ? {} : { nominees: nominees.map((each) => partyId(each, '')) }),
    ...(venue === undefined ? {} : { venue: mic(venue, '') }),
    ...(denomination === undefined ? {} : { denomination: money(denomination, '') }),
    ...(issuedOn === undefined ? {} : { issuedOn: date(issuedOn) }),
    ...(closedOn === undefined ? {} : { closedOn: date(closedOn) }),
  };
}

type Values = compliance.NeedValues;
type Value = Values[compliance.NeedName];

const claimsOf = ({ held, issuers }: HeldClaims): Values['claims'] =>
  ({ held: held.map(({ claim, hash }) => ({ claim, hash })), issuers }) as unknown as Values['claims'];

/** A fact as the model has it: units as whole numbers. */
function valueOf(need: compliance.Need, answer: Answers[keyof Answers]): Value {
  switch (need.need) {
    case 'claims':
      return claimsOf(answer as HeldClaims);
    case 'nomineeClaims':
      return (answer as readonly HeldClaims[]).map(claimsOf);
    case 'holding':
    case 'transferred':
    case 'subscribed':
    case 'placed':
    case 'outstanding':
      return BigInt(answer as string);
    case 'group': {
      const { members, units } = answer as Answers['group'];
      return { members: members.map((each) => partyId(each, '')), units: BigInt(units) };
    }
    case 'kind':
    case 'nominee':
    case 'holders':
    case 'owners':
    case 'subscribers':
    case 'approvals':
      return answer as Value;
  }
}

/** What the rules of a definition say of a movement by the model, with the facts that they declare and no others. */
export function judgedByProduct(rules: compliance.RuleSet | undefined, facts: Facts): Judged {
  const asked = rules?.[facts.movement.event];
  if (asked === undefined) return { value: 'met', reasons: [], waits: true, leaves: [] };
  const values = new Map<string, Value>();
  const learn = (needs: readonly compliance.Need[]): void => {
    for (const need of needs) values.set(compliance.needKey(need), valueOf(need, facts.ask(need)));
  };
  const movement = movementOf(facts.movement);
  learn(compliance.needsOf(asked, movement.event));
  learn(compliance.furtherNeedsOf(asked, new compliance.Facts(movement, values, facts.exempt)));
  const { outcome, reasons, curable, trace } = compliance.judgeExpression(
    asked,
    new compliance.Facts(movement, values, facts.exempt),
  );
  const leaves = trace.map(({ rule, outcome: value, reason }) =>
    reason === undefined ? { rule, value } : { rule, value, reason },
  );
  return { value: outcome, reasons, waits: curable, leaves };
}
