import { countBySeverity, type FileReport } from './report.ts';

/** Marks words for a terminal: identity where there is none. */
export type Paint = (style: 'error' | 'warning' | 'information' | 'hint' | 'dim' | 'bold', text: string) => string;

/** One line a finding, `file:line:column` first so that terminals and problem matchers link it. */
export function textReport(files: readonly FileReport[], paint: Paint = (_, text) => text): string {
  const lines: string[] = [];
  for (const file of files) {
    for (const { place, message, severity } of file.problems) {
      lines.push(`${file.path}:${place.line}:${place.column}: ${paint(severity, severity)} ${message}`);
    }
    for (const finding of file.findings) {
      const at = `${file.path}:${finding.start.line}:${finding.start.column}`;
      lines.push(
        `${at}: ${paint(finding.severity, finding.severity)} ${finding.message} ${paint('dim', finding.rule)}`,
      );
    }
  }
  const skipped = files.filter((file) => file.skipped);
  for (const file of skipped) lines.push(`${file.path}: ${paint('dim', 'skipped')} ${file.skipped}`);
  lines.push(summary(files, paint));
  return `${lines.join('\n')}\n`;
}

function summary(files: readonly FileReport[], paint: Paint): string {
  const counts = countBySeverity(files);
  const prompts = files.reduce((sum, file) => sum + file.prompts, 0);
  const suppressed = files.reduce((sum, file) => sum + file.suppressed.length, 0);
  const parts = [plural(counts.error, 'error'), plural(counts.warning, 'warning')];
  if (counts.information) parts.push(plural(counts.information, 'note'));
  if (counts.hint) parts.push(plural(counts.hint, 'hint'));
  // What could not be read is no finding, and must not look as if nothing had been wrong.
  const problems = files.reduce((sum, file) => sum + file.problems.length, 0);
  if (problems) parts.push(plural(problems, 'problem'));
  const read = files.filter((file) => !file.skipped).length;
  const tail = suppressed ? `, ${suppressed} suppressed` : '';
  return paint('bold', `${parts.join(', ')} in ${plural(prompts, 'prompt')}${tail}; ${plural(read, 'file')} read`);
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
