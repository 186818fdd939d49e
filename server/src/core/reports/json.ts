import { countBySeverity, type FileReport } from './report.ts';
import { escapeXml } from './xml.ts';

/** Machine-readable findings: one object, stable keys. */
export function jsonReport(files: readonly FileReport[]): string {
  return `${JSON.stringify({ version: 1, summary: countBySeverity(files), files }, null, 2)}\n`;
}

/** GitHub Actions workflow commands: annotations on the changed lines of a pull request. */
export function githubReport(files: readonly FileReport[]): string {
  const level = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;
  const lines = files.flatMap((file) => [
    ...file.problems.map(
      ({ place, message, severity }) =>
        `::${severity} file=${property(file.path)},line=${place.line},col=${place.column},title=policy::${data(message)}`,
    ),
    ...file.findings.map(
      ({ severity, start, end, rule, message }) =>
        `::${level[severity]} file=${property(file.path)},line=${start.line},endLine=${end.line},col=${start.column},endColumn=${end.column},title=${property(rule)}::${data(message)}`,
    ),
  ]);
  return lines.length ? `${lines.join('\n')}\n` : '';
}

// Escapes as in actions/toolkit, packages/core/src/command.ts.
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** JUnit XML as CI servers read it: a test suite a file, a failure a finding at or above a warning. */
export function junitReport(files: readonly FileReport[]): string {
  const suites = files
    .filter((file) => !file.skipped)
    .map((file) => {
      const cases = file.findings.map(
        ({ rule, message, severity, start }) =>
          `    <testcase classname="${escapeXml(file.path)}" name="${escapeXml(`${rule} ${start.line}:${start.column}`)}"><failure type="${severity}" message="${escapeXml(message)}"/></testcase>`,
      );
      if (cases.length === 0) cases.push(`    <testcase classname="${escapeXml(file.path)}" name="no findings"/>`);
      return `  <testsuite name="${escapeXml(file.path)}" tests="${cases.length}" failures="${file.findings.length}">\n${cases.join('\n')}\n  </testsuite>`;
    });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="prompt-privacy">\n${suites.join('\n')}\n</testsuites>\n`;
}
