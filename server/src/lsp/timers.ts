/** Work that waits for a pause. Asked for again under the same key it starts over; after `stop` nothing runs. */
export interface Timers {
  later(key: string, milliseconds: number, run: () => void): void;
  cancel(key: string): void;
  /** The client said goodbye: nothing is sent any more. */
  readonly stopped: boolean;
  stop(): void;
}

export function createTimers(): Timers {
  const pending = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  const cancel = (key: string) => {
    clearTimeout(pending.get(key));
    pending.delete(key);
  };
  return {
    cancel,
    get stopped() {
      return stopped;
    },
    later(key, milliseconds, run) {
      cancel(key);
      if (stopped) return;
      const timer = setTimeout(() => {
        pending.delete(key);
        run();
      }, milliseconds);
      pending.set(key, timer.unref());
    },
    stop() {
      stopped = true;
      for (const key of [...pending.keys()]) cancel(key);
    },
  };
}
