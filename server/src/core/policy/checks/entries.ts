import type { Policy, PolicyProblem } from '../model.ts';
import { type ProblemCode, problem, quote } from '../parse/problem.ts';

/** Mistakes within one entry, or between entries of one list, that the shape alone does not show. */
export function checkEntries(policy: Policy): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  const report = (code: ProblemCode, path: string, message: string, options: Parameters<typeof problem>[3] = {}) => {
    const place = policy.locate(path);
    const span = place?.value ?? place?.key;
    if (span && !place?.uri) found.push(problem(code, span, message, options));
  };
  checkOrderOfDates(policy, report);
  checkTwice(policy, report);
  if (!policy.scrub.tokenFormat.includes('{n}') || !policy.scrub.tokenFormat.includes('{TYPE}')) {
    report(
      'unknown-value',
      'scrub.token_format',
      'A token needs `{TYPE}` and `{n}`, so that values of one kind stay apart: `[{TYPE}_{n}]`.',
    );
  }
  for (const [language, style] of Object.entries(policy.tokenization)) {
    for (const key of ['call', 'scrub', 'restore'] as const) {
      if (style[key] === undefined || style[key].includes('{expr}')) continue;
      report('unknown-value', `tokenization.${language}.${key}`, 'This call needs `{expr}`, where the value goes.');
    }
  }
  for (const name of Object.keys(policy.scrub.forms)) {
    if (policy.scrub.functions.includes(name)) continue;
    report(
      'unknown-id',
      `scrub.forms[${JSON.stringify(name)}]`,
      `${quote(name)} is not in \`scrub.functions\`. Add it there.`,
    );
  }
  policy.exceptions.forEach(({ rule }, index) => {
    const lacking = ['approved_by', 'expires'].filter((key) => !policy.locate(`exceptions[${index}].${key}`));
    if (lacking.length === 0 || rule === '') return;
    report(
      'missing-key',
      `exceptions[${index}].rule`,
      `This exception lacks ${lacking.join(' and ')}: say who accepted it and until when.`,
      { severity: 'warning' },
    );
  });
  return found;
}

type Report = (code: ProblemCode, path: string, message: string, options?: Parameters<typeof problem>[3]) => void;

function checkOrderOfDates(policy: Policy, report: Report): void {
  policy.agreements.forEach(({ signed, expires }, index) => {
    if (signed && expires && expires < signed)
      report('date', `agreements[${index}].expires`, 'It expires before it was signed. Correct one of the two days.');
  });
  policy.useCases.forEach(({ review }, index) => {
    if (review?.last && review.next && review.next < review.last) {
      report(
        'date',
        `use_cases[${index}].review.next`,
        'The next review lies before the last one. Correct one of the two days.',
      );
    }
  });
  policy.deployments.forEach(({ assurances }, index) => {
    assurances.forEach(({ date, expires }, number) => {
      if (date && expires && expires < date)
        report(
          'date',
          `deployments[${index}].assurances[${number}].expires`,
          'It expires before it was issued. Correct one of the two days.',
        );
    });
  });
}

/** The same glob in two use cases, the same placeholder or type in two sources: only one of them is ever chosen. */
function checkTwice(policy: Policy, report: Report): void {
  const globs = new Map<string, { id: string; path: string }>();
  policy.useCases.forEach(({ id, prompts }, index) => {
    prompts.forEach((glob, number) => {
      const before = globs.get(glob);
      if (before && before.id !== id) {
        report(
          'duplicate',
          before.path,
          `${quote(id)} names the same files below and wins; this glob never matches. Remove one.`,
          { severity: 'warning' },
        );
      }
      globs.set(glob, { id, path: `use_cases[${index}].prompts[${number}]` });
    });
  });
  for (const kind of ['placeholders', 'types'] as const) {
    const names = new Map<string, string>();
    policy.sources.forEach(({ id, match }, index) => {
      match[kind].forEach((name, number) => {
        const before = names.get(name);
        if (before !== undefined && before !== id) {
          report(
            'duplicate',
            `sources[${index}].match.${kind}[${number}]`,
            `${quote(name)} belongs to ${quote(before)} already, which is chosen. Remove one.`,
            { severity: 'warning' },
          );
        } else names.set(name, id);
      });
    });
  }
}
