/** One server-sent event: its lines as they came, and what they say. */
export interface ServerEvent {
  readonly raw: string;
  readonly event: string | undefined;
  readonly data: string;
}

/** Cuts a stream of text into server-sent events (WHATWG HTML, section 9.2). Holds back the last, unfinished one. */
export function sseParser(): { push(text: string): ServerEvent[]; rest(): string } {
  let pending = '';
  let searched = 0;
  return {
    push(text) {
      pending += text;
      const events: ServerEvent[] = [];
      let start = 0;
      for (;;) {
        const end = blankLine(pending, Math.max(start, searched - 3));
        if (end < 0) break;
        events.push(readEvent(pending.slice(start, end)));
        start = end;
        searched = end;
      }
      pending = pending.slice(start);
      searched = pending.length;
      return events;
    },
    rest: () => pending,
  };
}

/** The offset after the next empty line; -1 when none is complete. */
function blankLine(text: string, from: number): number {
  const pattern = /\r\n\r\n|\n\n|\r\r|\n\r\n/g;
  pattern.lastIndex = from;
  return pattern.exec(text) ? pattern.lastIndex : -1;
}

function readEvent(raw: string): ServerEvent {
  let event: string | undefined;
  const data: string[] = [];
  for (const line of raw.split(/\r\n|\r|\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (line.startsWith('event:')) event = value;
    else if (line.startsWith('data:')) data.push(value);
  }
  return { raw, event, data: data.join('\n') };
}

export const writeEvent = (event: string | undefined, data: unknown): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
