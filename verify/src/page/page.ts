import { verify, VerificationError, type Statement, type VerifyOptions } from '../index.js';

/** Where the page shows what a certificate proves. */
const section = elementOf('statement', HTMLElement);
const fingerprint = elementOf('fingerprint', HTMLInputElement);
const nonce = elementOf('nonce', HTMLInputElement);

let certificate: string | undefined;
let block: Uint8Array | undefined;

onFile('certificate', async (file) => (certificate = await file.text()));
onFile('block', async (file) => (block = new Uint8Array(await file.arrayBuffer())));
for (const field of [fingerprint, nonce]) field.addEventListener('input', show);
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file !== undefined) void take(file, async (dropped) => (certificate = await dropped.text()));
});

function elementOf<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${id}`);
}

function onFile(id: string, keep: (file: File) => Promise<unknown>): void {
  const input = elementOf(id, HTMLInputElement);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void take(file, keep);
  });
}

async function take(file: File, keep: (file: File) => Promise<unknown>): Promise<void> {
  await keep(file);
  show();
}

function show(): void {
  if (certificate === undefined) return;
  try {
    section.replaceChildren(...shown(verify(certificate, options())));
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    section.replaceChildren(verdict('Not proven', 'failed'), paragraph(`${error.check}: ${error.message}`));
  }
}

function options(): VerifyOptions {
  const anchor = block ?? (fingerprint.value.trim() || undefined);
  const given = nonce.value.trim();
  return { ...(anchor === undefined ? {} : { anchor }), ...(given === '' ? {} : { nonce: given }) };
}

function shown({ proven, conditions, notProven, facts }: Statement): readonly HTMLElement[] {
  const isProven = conditions.length === 0;
  const details = made('details', made('summary', 'All that the signatures cover'));
  details.append(made('pre', JSON.stringify(facts, undefined, 2)));
  return [
    isProven ? verdict('Proven', 'proven') : verdict('Proven under conditions', 'conditional'),
    ...list('What is proven', proven),
    ...list('Under these conditions', conditions),
    ...list('What is not proven', notProven),
    paragraph(`Fingerprint of the anchor: ${facts.configuration.anchor}`),
    details,
  ];
}

function verdict(text: string, kind: 'proven' | 'conditional' | 'failed'): HTMLElement {
  const heading = made('h2', text);
  heading.className = `verdict ${kind}`;
  return heading;
}

const list = (title: string, sentences: readonly string[]): readonly HTMLElement[] =>
  sentences.length === 0 ? [] : [made('h3', title), made('ul', ...sentences.map((sentence) => made('li', sentence)))];

const paragraph = (text: string): HTMLElement => made('p', text);

/** An element with texts, which are never read as HTML, and elements in it. */
function made(name: string, ...content: readonly (string | HTMLElement)[]): HTMLElement {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}
