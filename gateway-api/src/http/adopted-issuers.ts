import { isJsonRecord, type PublicKey } from '@scrip/model';
import { z } from 'zod';
import type { ChannelServices } from '../services.js';

const AdoptedIssuer = z.looseObject({
  keyId: z.string(),
  key: z.custom<PublicKey>(isJsonRecord),
  issuer: z.string(),
  credentialType: z.string(),
  endedOn: z.string().optional(),
});

/** A key of an issuer elsewhere, as the ledger has it. */
export type AdoptedIssuer = z.infer<typeof AdoptedIssuer>;

/** All that were adopted, ended ones too: asked of the ledger itself, so that no credential passes by a state that is behind. */
export async function adoptedIssuers({ ledger }: ChannelServices): Promise<readonly AdoptedIssuer[]> {
  const answer = await ledger.evaluate('credential:issuers');
  return z.object({ issuers: z.array(AdoptedIssuer) }).parse(answer).issuers;
}
