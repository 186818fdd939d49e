import { addDuration, daysBetween } from '../dates.ts';
import type { Policy, PolicyProblem } from '../model.ts';
import { problem, quote } from '../parse/problem.ts';
import { removalOf } from './removal.ts';

/** Something in the policy that is due, overdue, about to end or over on a given day. */
export interface Due {
  readonly kind: 'organization' | 'use-case' | 'agreement' | 'assurance' | 'exception';
  /** Id of the use case or agreement, name of the assurance, rule of the exception. */
  readonly id: string;
  /** For an assurance the deployment it belongs to. */
  readonly deployment?: string;
  /** The day that counts: `YYYY-MM-DD`. */
  readonly date: string;
  /** `overdue` and `expired` lie in the past; `soon` lies less than 60 days ahead. */
  readonly state: 'overdue' | 'expired' | 'soon';
  /** Days past; negative while it is ahead. */
  readonly days: number;
  readonly severity: 'error' | 'warning';
  /** For messages: `Review of 'support' was due on 2026-09-30.` */
  readonly message: string;
  /** Where it stands in the policy, for `policy.locate`. */
  readonly path: string;
}

/** A review that is this late is an error. */
const LATE_DAYS = 90;
/** Agreements are announced this long before they end. */
const NOTICE_DAYS = 60;

/** Reviews that are due and agreements, assurances and exceptions that have ended or are about to. */
export function dueOn(policy: Policy, today: string): Due[] {
  const { review } = policy.organization ?? {};
  const due: Due[] = [];
  const next = review?.last && review.every ? addDuration(review.last, review.every) : undefined;
  if (next) due.push(...overdue('organization', 'the policy', next, today, 'organization.review.last'));
  policy.useCases.forEach((useCase, index) => {
    if (!useCase.review?.next) return;
    due.push(...overdue('use-case', useCase.id, useCase.review.next, today, `use_cases[${index}].review.next`));
  });
  policy.agreements.forEach((agreement, index) => {
    const label = `${agreement.type}${agreement.party ? ` with ${agreement.party}` : ''}`;
    due.push(...ending('agreement', agreement.id, label, agreement.expires, today, `agreements[${index}].expires`));
  });
  policy.deployments.forEach(({ id, assurances }, index) => {
    assurances.forEach((assurance, number) => {
      const path = `deployments[${index}].assurances[${number}].expires`;
      const label = `${assurance.name} of ${quote(id)}`;
      due.push(
        ...ending('assurance', assurance.name, label, assurance.expires, today, path).map((one) => ({
          ...one,
          deployment: id,
        })),
      );
    });
  });
  policy.exceptions.forEach((exception, index) => {
    if (exception.expires === undefined || exception.expires >= today) return;
    const days = daysBetween(exception.expires, today);
    const message = `This exception to ${exception.rule} expired on ${exception.expires} and no longer holds. Remove it or renew it.`;
    const path = `exceptions[${index}].expires`;
    due.push({
      kind: 'exception',
      id: exception.rule,
      date: exception.expires,
      state: 'expired',
      days,
      severity: 'warning',
      message,
      path,
    });
  });
  return due;
}

function overdue(kind: Due['kind'], id: string, date: string, today: string, path: string): Due[] {
  const days = daysBetween(date, today);
  if (days <= 0) return [];
  const whose = kind === 'organization' ? id : quote(id);
  const message = `Review of ${whose} was due on ${date}. Review it and set the new date.`;
  return [{ kind, id, date, state: 'overdue', days, severity: days > LATE_DAYS ? 'error' : 'warning', message, path }];
}

function ending(
  kind: Due['kind'],
  id: string,
  label: string,
  date: string | undefined,
  today: string,
  path: string,
): Due[] {
  if (date === undefined) return [];
  const days = daysBetween(date, today);
  if (days > 0) {
    const message = `${label} expired on ${date}. Renew it or remove it.`;
    return [{ kind, id, date, state: 'expired', days, severity: 'error', message, path }];
  }
  if (days < -NOTICE_DAYS) return [];
  return [
    {
      kind,
      id,
      date,
      state: 'soon',
      days,
      severity: 'warning',
      message: `${label} expires on ${date}. Renew it.`,
      path,
    },
  ];
}

/** As problems of the policy file; with its `text` an exception that has expired can be removed. */
export function checkReviews(policy: Policy, today: string, text?: string): PolicyProblem[] {
  return dueOn(policy, today).flatMap(({ kind, path, state, message, severity }) => {
    const place = policy.locate(path);
    if (!place || place.uri) return [];
    const entry = kind === 'exception' ? policy.locate(path.replace(/\.expires$/, ''))?.value : undefined;
    const fix =
      entry && text !== undefined
        ? { title: 'Remove the exception', span: removalOf(text, entry), newText: '' }
        : undefined;
    return [
      problem(state === 'overdue' ? 'overdue' : 'expired', place.value ?? place.key!, message, { severity, fix }),
    ];
  });
}
