import type { FileReport } from './report.ts';

/** Findings that are known and kept out of the result. Fingerprints hold rule, file, type and ordinal: nothing of a value. */
export interface Baseline {
  readonly version: 1;
  readonly fingerprints: readonly string[];
}

export const baselineOf = (files: readonly FileReport[]): Baseline => ({
  version: 1,
  fingerprints: files.flatMap((file) => file.findings.map((finding) => finding.fingerprint)).sort(),
});

/** The files without the findings that the baseline knows. */
export function withoutBaseline(files: readonly FileReport[], baseline: Baseline): FileReport[] {
  const known = new Set(baseline.fingerprints);
  return files.map((file) => ({
    ...file,
    findings: file.findings.filter((finding) => !known.has(finding.fingerprint)),
  }));
}

/** Reads a baseline file; undefined when it is none. */
export function parseBaseline(text: string): Baseline | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const list = (value as Baseline | null)?.fingerprints;
    return Array.isArray(list) && list.every((one) => typeof one === 'string')
      ? { version: 1, fingerprints: list }
      : undefined;
  } catch {
    return undefined;
  }
}
