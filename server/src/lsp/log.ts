/**
 * Log lines for the output channel. A line carries names, counts and times, never text of a document: an error's
 * message may quote what it was given, so only its kind and the places in our code are written.
 */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  failure(what: string, error: unknown): void;
}

interface Sink {
  info(line: string): void;
  error(line: string): void;
}

export function createLog(sink: Sink): Log {
  const write = (level: 'info' | 'error', line: string) => {
    try {
      sink[level](line);
    } catch {
      // The client is gone: there is nobody to tell.
    }
  };
  return {
    info: (event, facts = {}) =>
      write('info', [event, ...Object.entries(facts).map(([key, value]) => `${key}=${value}`)].join(' ')),
    failure: (what, error) => write('error', `${what} failed: ${describeError(error)}`),
  };
}

/** `TypeError at analyze (server/main.cjs:10:4) < …`: kind and frames of an error, without its message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => /^\s+at (.+)$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, 6);
  return `${error.constructor.name} at ${frames.join(' < ')}`;
}
