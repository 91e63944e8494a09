/** One event of a text/event-stream, before its data is read. */
export interface RawEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/** Reads server-sent events from text as it arrives (WHATWG HTML, section 9.2.6); comments are passed over. */
export class EventStreamParser {
  #rest = '';

  /** @param chunk the next piece of text, cut anywhere. @returns the events that it completes */
  push(chunk: string): readonly RawEvent[] {
    const blocks = (this.#rest + chunk).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.map(parseBlock).filter((event) => event.data !== '');
  }
}

function parseBlock(block: string): RawEvent {
  const fields = { id: '', event: '', data: '' };
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
    if (name === 'data') fields.data += fields.data === '' ? value : `\n${value}`;
    else if (name === 'id' || name === 'event') fields[name] = value;
  }
  return { id: fields.id, type: fields.event, data: fields.data };
}
