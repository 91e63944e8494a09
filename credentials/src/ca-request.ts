import { request } from 'node:https';
import { lowSSigner } from './signer.js';
import type { Enrolment } from './wallet.js';

/** Where a CA is and how it is named. */
export interface CaAddress {
  readonly url: string;
  readonly name: string;
  /** PEM of the TLS CA that signed the server's certificate. */
  readonly tlsRootCert: string;
}

/** The CA's refusal, with its code (`lib/caerrors` of fabric-ca). */
export class CaRefusal extends Error {
  override readonly name = 'CaRefusal';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 15_000;

/** One request to a CA. */
export interface CaRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With the query. */
  readonly path: string;
  /** JSON; '' for none. */
  readonly body: string;
  /** Value of the header. */
  readonly authorization: string;
}

/** Sends a request and resolves with its result. @throws {CaRefusal} when the CA answers with an error */
export function sendRequest(address: CaAddress, { method, path, body, authorization }: CaRequest): Promise<unknown> {
  const options = {
    method,
    headers: { authorization },
    ca: address.tlsRootCert,
    agent: false,
    timeout: TIMEOUT_MS,
  };
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, address.url), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => settle(Buffer.concat(chunks).toString('utf8'), resolve, reject));
    });
    call.once('timeout', () => call.destroy(new Error(`the CA at ${address.url} does not answer`)));
    call.once('error', reject);
    call.end(body);
  });
}

/** Signs a request as the CA wants it: `<certificate>.<signature over method, path, body and certificate>`. */
export async function requestToken(
  { certificate, privateKey }: Enrolment,
  { method, path, body }: Pick<CaRequest, 'method' | 'path' | 'body'>,
): Promise<string> {
  const [encodedPath, encodedBody, encodedCertificate] = [path, body, certificate].map((part) =>
    Buffer.from(part).toString('base64'),
  );
  const message = [method, encodedPath, encodedBody, encodedCertificate].join('.');
  const signature = await lowSSigner(privateKey)(Buffer.from(message));
  return `${encodedCertificate ?? ''}.${Buffer.from(signature).toString('base64')}`;
}

interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
}

function settle(text: string, resolve: (result: unknown) => void, reject: (error: Error) => void): void {
  try {
    const { success, result, errors } = JSON.parse(text) as Envelope;
    const [first] = errors;
    if (success) resolve(result);
    else reject(new CaRefusal(first?.code ?? 0, first?.message ?? 'refused without a reason'));
  } catch {
    reject(new Error(`the CA answered with what is no JSON: ${text.slice(0, 200)}`));
  }
}
