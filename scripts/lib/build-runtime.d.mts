/** Builds the run-time library, both module systems and their types, into `outdir` (default `dist/runtime`). */
export function buildRuntime(outdir?: string): Promise<void>;
