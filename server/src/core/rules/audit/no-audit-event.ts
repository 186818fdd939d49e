import { auditFixes } from '../../fixes/index.ts';
import type { Rule } from '../rule.ts';
import { healthInformation } from '../scope.ts';
import { auditCalls } from './uses.ts';

export const noAuditEvent: Rule = {
  meta: {
    id: 'no-audit-event',
    group: 'audit',
    summary: 'A Claude call is not followed by an audit event.',
    severity: 'warning',
    references: ['45 CFR 164.312(b)', 'ISO/IEC 27001:2022 A.8.15'],
    cwe: [778],
    starter: false,
    ofCall: true,
  },
  check(context) {
    const { resolved, policy } = context;
    const { prompt } = resolved;
    const health = healthInformation(context) !== undefined;
    if (prompt.origin !== 'call' || (policy.audit.functions.length === 0 && !health)) return [];
    if (auditCalls(prompt, policy).length > 0) return [];
    return [
      {
        span: prompt.anchor,
        message: `No audit event for this Claude call. Record who, when, why and what kind of data${policy.audit.functions[0] ? ` with ${policy.audit.functions[0]}` : ''}.`,
        severity: health ? 'error' : 'warning',
      },
    ];
  },
  fixes: (_finding, context) => auditFixes(context),
};
