import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Analysis, analyze, fixes } from '../../../server/src/core/analyze.ts';
import { applyEdits, type Fix } from '../../../server/src/core/fixes/fix.ts';
import { parsePolicy, starterPolicy } from '../../../server/src/core/policy/index.ts';
import type { PolicyProblem } from '../../../server/src/core/policy/model.ts';
import type { Ports } from '../../../server/src/core/ports.ts';
import type { Finding } from '../../../server/src/core/rules/rule.ts';
import { readMarkers } from '../../support/markers.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

export const fixtureRoot = join(dirname(fileURLToPath(import.meta.url)), '../../fixtures/rules');

/** Every result of these tests is of this day. */
export const today = '2026-11-24';

const policyUri = 'file:///workspace/prompt-privacy.yaml';
const common = readFileSync(join(fixtureRoot, 'policy.yaml'), 'utf8');
let ports: Promise<Ports> | undefined;

/** Templates lie below `prompts/`, code below `src/`: what the globs of the fixtures' policies say. */
const code = /\.(?:ts|tsx|js|jsx|mjs|py|ipynb|java|kt|go|cs|rb|php|rs|sh)$/;

export const pathOf = (name: string): string => `${code.test(name) ? 'src' : 'prompts'}/${name}`;

export interface Bench {
  readonly name: string;
  readonly text: string;
  /** Undefined: the built-in starter. */
  readonly policyText?: string;
}

export interface Result {
  readonly analysis: Analysis;
  readonly policyProblems: readonly PolicyProblem[];
}

/** The real way through on real ports: what an editor would show for this file under this policy. */
export async function run({ name, text, policyText }: Bench): Promise<Result> {
  ports ??= testPorts();
  const parsed = policyText === undefined ? undefined : parsePolicy(policyText, policyUri, () => undefined, { today });
  const path = pathOf(name);
  const analysis = analyze(
    testDocument(path, text),
    {
      policy: parsed?.policy ?? starterPolicy,
      policyText,
      newPolicyUri: policyText === undefined ? policyUri : undefined,
      today,
      path,
    },
    await ports,
  );
  return { analysis, policyProblems: parsed?.problems ?? [] };
}

/** The bench after a fix: its edits of the document and of the policy applied. */
export function fixed(bench: Bench, fix: Fix, uri: string): Bench {
  const here = fix.edits.filter((edit) => edit.uri === undefined || edit.uri === uri);
  const there = fix.edits.filter((edit) => edit.uri === policyUri);
  return {
    name: bench.name,
    text: applyEdits(bench.text, here),
    policyText: there.length > 0 ? applyEdits(bench.policyText ?? '', there) : bench.policyText,
  };
}

export const offered = (analysis: Analysis, finding: Finding): Fix[] => fixes(analysis, finding);

export interface Fixture extends Bench {
  readonly rule: string;
  readonly kind: 'ok' | 'ng';
  readonly markers: ReturnType<typeof readMarkers>['markers'];
}

/** All fixtures of a rule; `policy.yaml` beside them goes before the common one. */
export function fixturesOf(rule: string): Fixture[] {
  const folder = join(fixtureRoot, rule);
  const names = readdirSync(folder).sort();
  const own = names.includes('policy.yaml') ? readFileSync(join(folder, 'policy.yaml'), 'utf8') : common;
  return names
    .filter((name) => /^(?:ok|ng)\./.test(name))
    .map((name) => {
      const { text, markers } = readMarkers(readFileSync(join(folder, name), 'utf8'));
      const policyText = /\.starter[.-]/.test(name) ? undefined : own;
      return { rule, name, kind: name.startsWith('ok.') ? 'ok' : 'ng', text, markers, policyText };
    });
}

export const ruleFolders = (): string[] =>
  readdirSync(fixtureRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
