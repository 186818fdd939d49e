import type { Io } from './io.ts';

/** One line on a terminal that is rewritten; nothing elsewhere. */
export interface Progress {
  tick(path: string, findings: number): void;
  done(): void;
}

export function createProgress(io: Io, quiet = false): Progress {
  if (!io.isTerminal || quiet) return { tick() {}, done() {} };
  let files = 0;
  let findings = 0;
  let shownAt = 0;
  return {
    tick(path, count) {
      files++;
      findings += count;
      const now = performance.now();
      if (now - shownAt < 80) return;
      shownAt = now;
      const head = `${files} files, ${findings} findings `;
      io.err(`\r\x1b[2K${head}${path.length > 60 ? `…${path.slice(-59)}` : path}`);
    },
    done: () => io.err('\r\x1b[2K'),
  };
}
