import { join } from 'node:path';
import { AccessLog } from './operations/access-log.js';
import { Considerations } from './operations/considerations.js';
import { RegisterInspections } from './operations/register-inspections.js';
import { IdempotencyStore } from './operations/idempotency-store.js';
import { IssuedCredentials } from './operations/issued-credentials.js';
import { OperationStore } from './operations/operation-store.js';
import { PresentationChallenges } from './operations/presentation-challenges.js';
import { ImportStore } from './imports/import-store.js';
import { StatementStore } from './operations/statement-store.js';
import { OverrideStore } from './overrides/override-store.js';
import { ReadModel } from './read-model/read-model.js';
import { Database } from './storage/database.js';

/** What a gateway keeps in its folder. */
export interface GatewayFiles {
  readonly readModel: ReadModel;
  readonly operationStore: OperationStore;
  readonly idempotency: IdempotencyStore;
  readonly accessLog: AccessLog;
  readonly inspections: RegisterInspections;
  readonly challenges: PresentationChallenges;
  readonly issuedCredentials: IssuedCredentials;
  readonly statements: StatementStore;
  readonly imports: ImportStore;
  readonly considerations: Considerations;
  readonly overrides: OverrideStore;
  close(): void;
}

/** Opens the files of a folder, which must be locked. */
export function openFiles(directory: string): GatewayFiles {
  const projected = new Database(join(directory, 'read-model.sqlite'), 'rebuildable');
  const accepted = new Database(join(directory, 'operations.sqlite'), 'durable');
  // in one transaction: whatever tables are missing are made for one flush to disk instead of one each
  const stores = accepted.transaction(() => ({
    operationStore: new OperationStore(accepted),
    idempotency: new IdempotencyStore(accepted),
    accessLog: new AccessLog(accepted),
    inspections: new RegisterInspections(accepted),
    challenges: new PresentationChallenges(accepted),
    issuedCredentials: new IssuedCredentials(accepted),
    imports: new ImportStore(accepted),
    statements: new StatementStore(accepted),
    considerations: new Considerations(accepted),
    overrides: new OverrideStore(accepted),
  }));
  return {
    readModel: new ReadModel(projected),
    ...stores,
    close: () => {
      projected.close();
      accepted.close();
    },
  };
}
