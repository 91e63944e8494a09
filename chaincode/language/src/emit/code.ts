/** A piece of a program: written on one line where it fits, with one part to a line where not. */
export type Code = string | { readonly open: string; readonly parts: readonly Code[]; readonly close: string };

const COLUMNS = 120;

/** A piece on one line. */
function inline(code: Code): string {
  if (typeof code === 'string') return code;
  const within = code.parts.map(inline).join(', ');
  return code.open.endsWith('{') && within !== ''
    ? `${code.open} ${within} ${code.close}`
    : `${code.open}${within}${code.close}`;
}

/** A piece of a program as text. @param before - characters that stand before it on its line */
export function printCode(code: Code, indent = '', before = 0): string {
  const line = inline(code);
  if (typeof code === 'string' || indent.length + before + line.length + 1 <= COLUMNS) return line;
  const deeper = `${indent}  `;
  const parts = code.parts.map((part) => `${deeper}${printCode(part, deeper)},`);
  return [code.open, ...parts, `${indent}${code.close}`].join('\n');
}

/** A call of a function. */
export function call(name: string, parts: readonly Code[]): Code {
  const [only] = parts;
  if (parts.length !== 1 || only === undefined || typeof only === 'string') {
    return { open: `${name}(`, parts, close: ')' };
  }
  return { open: `${name}(${only.open}`, parts: only.parts, close: `${only.close})` };
}

/** A value as the literal of a program: whatever is in it stays a value. */
export function literal(value: unknown): Code {
  if (Array.isArray(value)) return { open: '[', parts: value.map(literal), close: ']' };
  if (typeof value !== 'object' || value === null) return textLiteral(JSON.stringify(value));
  return record(Object.entries(value).map(([name, field]) => [name, literal(field)]));
}

/** An object with the code of each field. */
export const record = (fields: readonly (readonly [string, Code])[]): Code => ({
  open: '{',
  parts: fields.map(([name, code]) => field(name, code)),
  close: '}',
});

function field(name: string, code: Code): Code {
  const key = /^[A-Za-z][A-Za-z0-9]*$/.test(name) ? name : textLiteral(JSON.stringify(name));
  return typeof code === 'string' ? `${key}: ${code}` : { ...code, open: `${key}: ${code.open}` };
}

/** In the quotes of this project where nothing has to be escaped. Line separators are line breaks to a program. */
function textLiteral(json: string): string {
  if (/^"[^"'\\]*"$/.test(json)) return `'${json.slice(1, -1)}'`;
  return json.replace(/[\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);
}
