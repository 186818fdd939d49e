import { setImmediate } from 'node:timers/promises';
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Log } from './log.ts';

/**
 * The one wrapper around every handler. A request that was cancelled while it waited is answered at once; an error in
 * it gives `empty` and a log line, so that one broken file costs one answer and never the server.
 */
export function handler<P, R>(
  log: Log,
  name: string,
  empty: R,
  run: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
  return async (params, token) => {
    // Lets cancellations and edits that are already in the pipe arrive first.
    await setImmediate();
    if (token.isCancellationRequested) return cancelled();
    try {
      const result = await run(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      if (error instanceof ResponseError) return error as ResponseError<never>;
      log.failure(name, error);
      return empty;
    }
  };
}

const cancelled = (): ResponseError<never> => new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');

/** The same for notifications and events, which have nobody to answer. */
export function listener<P>(log: Log, name: string, run: (params: P) => void | Promise<void>): (params: P) => void {
  return (params) => {
    Promise.resolve()
      .then(() => run(params))
      .catch((error: unknown) => log.failure(name, error));
  };
}

/** For what is sent without waiting: a client that is gone by then is nothing to report. */
export function quietly(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}
