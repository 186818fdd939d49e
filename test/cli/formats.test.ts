import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cli, folderWith, sample } from '../support/cli.ts';

/** Values that stand in the sample's files and must stand in no report (invariant 2). */
const planted = ['4482913', 'Lindqvist', '867-5309', '03/14/1957', 'dana.whitfield', 'Harriet'];

test('no report holds a value', async () => {
  for (const args of [
    ['check'],
    ['check', '--format', 'json'],
    ['check', '--format', 'sarif'],
    ['check', '--format', 'github'],
    ['check', '--format', 'junit'],
    ['inspect'],
    ['inspect', '--format', 'text'],
    ['register'],
    ['flows'],
    ['fix', '--dry-run'],
    ['init', '--stdout'],
  ]) {
    const { out, err } = await cli(sample, args);
    assert.ok(out.length + err.length > 0, args.join(' '));
    for (const value of planted) assert.ok(!`${out}${err}`.includes(value), `${args.join(' ')} shows ${value}`);
  }
});

interface Sarif {
  version: string;
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    results: {
      ruleId: string;
      level: string;
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
      partialFingerprints: object;
    }[];
  }[];
}

test('SARIF holds what GitHub reads', async () => {
  const log = JSON.parse((await cli(sample, ['check', '--format', 'sarif'])).out) as Sarif;
  assert.equal(log.version, '2.1.0');
  const { tool, results } = log.runs[0];
  const ids = new Set(tool.driver.rules.map((rule) => rule.id));
  assert.ok(results.length > 10);
  for (const result of results) {
    assert.ok(ids.has(result.ruleId), result.ruleId);
    assert.ok(['error', 'warning', 'note'].includes(result.level));
    const { physicalLocation } = result.locations[0];
    assert.match(physicalLocation.artifactLocation.uri, /^[^/\\:]+(\/[^\\:]+)*$/);
    assert.ok(physicalLocation.region.startLine >= 1);
    assert.ok(Object.keys(result.partialFingerprints).length);
  }
  assert.ok(!JSON.stringify(log).includes('"snippet"'));
});

interface Inspected {
  file: string;
  prompts: { useCase: string; parts: { segments: Segment[] }[] }[];
}

interface Segment {
  kind: string;
  start: number;
  end: number;
  path: string;
  category: string;
  sources: object[];
}

test('inspect writes the documented JSON line a file', async () => {
  const { out } = await cli(sample, ['inspect', 'prompts/support/ticket-summary.j2']);
  const text = readFileSync(`${sample}/prompts/support/ticket-summary.j2`, 'utf8');
  const seen = JSON.parse(out) as Inspected;
  assert.equal(seen.file, 'prompts/support/ticket-summary.j2');
  const [prompt] = seen.prompts;
  assert.equal(prompt.useCase, 'support-summary');
  const name = prompt.parts.flatMap((part) => part.segments).find((one) => one.path === 'customer.name')!;
  assert.equal(text.slice(name.start, name.end), '{{ customer.name }}');
  assert.equal(name.category, 'user.name');
  assert.deepEqual(name.sources, [{ source: 'helpdesk.ticket', field: 'customer.name', by: 'policy' }]);
});

test('the register has a row for each use case and the points of Art. 30(1)', async () => {
  const { out } = await cli(sample, ['register', '--format', 'json']);
  const register = JSON.parse(out) as { activities: { id: string; prompts: string[]; recipients: string[] }[] };
  assert.deepEqual(
    register.activities.map((one) => one.id),
    [...readFileSync(`${sample}/prompt-privacy.yaml`, 'utf8').matchAll(/^ {2}- id: (\S+)\n {4}purpose/gm)].map(
      ([, id]) => id,
    ),
  );
  const [clinical] = register.activities;
  assert.ok(clinical.prompts.includes('prompts/clinical/discharge-summary.prompt.md'));
  assert.deepEqual(clinical.recipients, ['Anthropic PBC', 'Anthropic Ireland Ltd']);
  const markdown = (await cli(sample, ['register'])).out;
  for (const letter of ['(a)', '(b)', '(c)', '(d)', '(e)', '(f)', '(g)']) assert.ok(markdown.includes(letter), letter);
  const csv = (await cli(sample, ['register', '--format', 'csv'])).out.trim().split('\r\n');
  assert.equal(csv.length, 1 + register.activities.length);
});

test('a cell that a spreadsheet would run is written as text', async () => {
  const folder = folderWith({
    'prompt-privacy.yaml':
      'version: 1\nuse_cases:\n  - { id: sums, purpose: "=HYPERLINK(1)", prompts: [prompts/**] }\n',
    'prompts/a.md': 'Add the numbers.\n',
  });
  const { out } = await cli(folder, ['register', '--format', 'csv']);
  assert.ok(out.includes("'=HYPERLINK(1)"));
});

test('the data-flow map draws every source, and the picture has every node', async () => {
  const map = JSON.parse((await cli(sample, ['flows', '--format', 'json'])).out) as {
    nodes: { id: string; kind: string }[];
  };
  assert.ok(map.nodes.some((node) => node.id === 'source:ehr.encounter'));
  assert.ok(map.nodes.some((node) => node.kind === 'deployment'));
  assert.match((await cli(sample, ['flows'])).out, /^flowchart LR\n/);
  const svg = (await cli(sample, ['flows', '--format', 'svg'])).out;
  assert.match(svg, /^<svg [\s\S]*<\/svg>\n$/);
  assert.equal(svg.match(/<g /g)!.length, map.nodes.length);
});
