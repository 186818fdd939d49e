import type { Rule } from '../rules/rule.ts';
import type { FileReport, ReportedFinding, ReportedSeverity } from './report.ts';

const levels: Record<ReportedSeverity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** GitHub sorts by this number (0.1 to 10); ours follow the rule's default severity. */
const securitySeverity: Record<ReportedSeverity, string> = {
  error: '8.0',
  warning: '5.0',
  information: '3.0',
  hint: '1.0',
};

const docs = 'https://github.com/prompt-privacy/prompt-privacy/blob/main/docs/rules';

/** SARIF 2.1.0 (OASIS) with the properties that GitHub code scanning reads. No snippets: a snippet would carry the value. */
export function sarifReport(files: readonly FileReport[], rules: readonly Rule[], version: string): string {
  const results = files.flatMap((file) =>
    [...file.findings, ...file.suppressed].map((finding) => result(file.path, finding)),
  );
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Prompt Privacy',
            semanticVersion: version,
            informationUri: 'https://github.com/prompt-privacy/prompt-privacy',
            rules: rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder the command ran in' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: files.flatMap((file) => [
              ...(file.skipped
                ? [
                    {
                      level: 'warning',
                      message: { text: `${file.path}: skipped, ${file.skipped}` },
                      locations: [location(file.path)],
                    },
                  ]
                : []),
              ...file.problems.map(({ severity, message, place }) => ({
                level: severity,
                message: { text: message },
                locations: [location(file.path, { startLine: place.line, startColumn: place.column })],
              })),
            ]),
          },
        ],
        taxonomies: [
          {
            name: 'CWE',
            organization: 'MITRE',
            shortDescription: { text: 'Common Weakness Enumeration' },
            taxa: [...new Set(rules.flatMap((rule) => rule.meta.cwe))]
              .sort((a, b) => a - b)
              .map((id) => ({ id: `CWE-${id}` })),
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor({ meta }: Rule) {
  return {
    id: meta.id,
    name: meta.id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: meta.summary },
    fullDescription: { text: `${meta.summary} Reference: ${meta.references.join('; ')}.` },
    helpUri: `${docs}/${meta.id}.md`,
    help: {
      text: `${meta.summary} See ${docs}/${meta.id}.md`,
      markdown: `${meta.summary} [${meta.id}](${docs}/${meta.id}.md)`,
    },
    defaultConfiguration: { level: levels[meta.severity] },
    properties: {
      tags: ['privacy', meta.group, ...meta.cwe.map((id) => `external/cwe/cwe-${id}`)],
      precision: 'high',
      'problem.severity':
        meta.severity === 'error' ? 'error' : meta.severity === 'warning' ? 'warning' : 'recommendation',
      'security-severity': securitySeverity[meta.severity],
    },
    relationships: meta.cwe.map((id) => ({
      target: { id: `CWE-${id}`, toolComponent: { name: 'CWE' } },
      kinds: ['superset'],
    })),
  };
}

function result(path: string, finding: ReportedFinding) {
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      location(path, {
        startLine: finding.start.line,
        startColumn: finding.start.column,
        endLine: finding.end.line,
        endColumn: finding.end.column,
      }),
    ],
    relatedLocations: finding.related.map((related, id) => ({
      id,
      message: { text: related.message },
      ...location(
        related.path ?? path,
        related.place ? { startLine: related.place.line, startColumn: related.place.column } : undefined,
      ),
    })),
    partialFingerprints: { 'promptPrivacy/v1': finding.fingerprint },
    ...(finding.suppressed && {
      suppressions: [
        {
          kind: finding.suppressed.by === 'directive' ? 'inSource' : 'external',
          status: 'accepted',
          justification: `${finding.suppressed.kind}: ${finding.suppressed.reason}`,
        },
      ],
    }),
    properties: {
      ...(finding.type && { entityType: finding.type }),
      ...(finding.category && { category: finding.category }),
    },
  };
}

const location = (path: string, region?: object) => ({
  physicalLocation: {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' },
    ...(region && { region }),
  },
});
