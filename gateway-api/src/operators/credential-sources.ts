import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Name of the file in the gateway's own folder; without it operators have API keys only. */
const FILE = 'authentication.json';

/** Signature algorithms that tokens may have: asymmetric ones alone, so that no public key can serve as a secret. */
export const TOKEN_ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'] as const;

/** 32 bytes in base64url. */
const Thumbprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 digest in base64url');

const TokenIssuer = z.strictObject({
  /** `iss` of the tokens, exactly. */
  issuer: z.url(),
  /** `aud` by which the issuer names this gateway. */
  audience: z.string().min(1),
  algorithms: z.array(z.enum(TOKEN_ALGORITHMS)).min(1),
  /** The issuer's keys (RFC 7517): a file beside this one, or its address. */
  jwks: z.union([z.strictObject({ file: z.string() }), z.strictObject({ url: z.url({ protocol: /^https$/ }) })]),
  /** Claim that names the person. */
  claim: z.string().default('sub'),
  /** Value of the claim -> operator id. Who is not here is nobody. */
  operators: z.record(z.string(), z.string()),
});

const CredentialSourcesSchema = z.strictObject({
  schema: z.literal(1),
  /** An OpenID provider of the organisation whose access tokens (RFC 9068) are accepted. */
  tokens: TokenIssuer.optional(),
  /** SHA-256 of a certificate's public key (SPKI) -> operator id. The key is bound, so a renewed certificate still is. */
  certificates: z.record(Thumbprint, z.string()).optional(),
});

/** An OpenID provider whose access tokens are accepted. */
export type TokenIssuer = z.output<typeof TokenIssuer>;
/** How operators show who they are, besides by API keys. */
export type CredentialSources = z.output<typeof CredentialSourcesSchema>;

/** @throws {z.ZodError} when the file is there and not as it must be: then the gateway does not start */
export function readCredentialSources(directory: string): CredentialSources {
  const path = join(directory, FILE);
  return existsSync(path) ? CredentialSourcesSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : { schema: 1 };
}
