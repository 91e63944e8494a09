import { pattern, record } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { transactionId, type TransactionId } from '../settlement/finality.js';

/** What the key of a seal begins with; the id of the transaction that has made it follows. */
const SEAL_KEYS = 'overrideSeal/';

/**
 * The seal of lawful override: a key that takes the signatures of administrators alone to be written. What must not be
 * done without them writes it, so that peers ask for these signatures whatever else the transaction writes.
 */
export interface OverrideSeal {
  readonly key: string;
}

/** The seal that a transaction makes. */
export const sealMadeBy = (id: TransactionId): OverrideSeal => ({ key: `${SEAL_KEYS}${id}` });

/** The transaction that has made the seal of a key; undefined where the key is no seal. */
export const makerOfSeal = (key: string): string | undefined => /^overrideSeal\/([0-9a-f]{64})$/.exec(key)?.[1];

/** How it is stored which key is the seal: whoever writes the seal does not read it, so that overrides do not conflict. */
export const overrideSealRecord = storedRecord<OverrideSeal>(
  'override seal',
  record({ key: pattern(/^overrideSeal\/[0-9a-f]{64}$/, 'the key of a seal') }),
);

/** What lies under the seal: the last transaction that has written it. */
export const sealedRecord = storedRecord<{ readonly by: TransactionId }>('sealed', record({ by: transactionId }));
