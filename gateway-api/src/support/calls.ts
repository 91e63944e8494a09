import { request } from 'node:http';

/** An answer with its body as text. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends bytes as they are: `fetch` would refuse or repair what these tests are about. */
export function sendRaw(
  url: string,
  options: {
    readonly method: string;
    readonly path: string;
    readonly headers?: readonly string[];
    readonly body?: string;
  },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const { method, path, body = '' } = options;
    const payload = Buffer.from(body, 'utf8');
    const length = payload.length > 0 ? ['Content-Length', `${payload.length}`] : [];
    const headers = ['Host', `${hostname}:${port}`, ...(options.headers ?? []), ...length];
    const call = request({ hostname, port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    call.on('error', reject);
    call.end(payload);
  });
}
