import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  featureEligibility,
  isCoveredModel,
  modelGeneration,
  resolveRegion,
  restrictedZip3,
  retentionDays,
  takesInferenceGeo,
} from '../../../server/src/core/policy/index.ts';
import type { Platform, RequestFacts } from '../../../server/src/core/prompt.ts';
import { fact, requestOf } from './build.ts';

const none = { start: 0, end: 0 };
const on = (platform: Platform, more: Partial<RequestFacts> = {}) => requestOf({ platform: fact(platform), ...more });

test('where a request may be processed', () => {
  const table: readonly [
    request: RequestFacts,
    kind: string,
    region: string | undefined,
    has: string | undefined,
    why: RegExp,
  ][] = [
    [on('claude-api'), 'global', 'global', '*', /inference_geo is missing/],
    [on('claude-api', { inferenceGeo: fact('us') }), 'pinned', 'us', 'US', /'us'/],
    [on('claude-api', { inferenceGeo: fact('global') }), 'global', 'global', '*', /global/],
    [on('claude-api', { inferenceGeo: fact('eu') }), 'unknown', undefined, undefined, /takes us or global/],
    [
      on('claude-api', { inferenceGeo: fact('us'), model: fact('claude-sonnet-4-5') }),
      'global',
      'global',
      '*',
      /does not take inference_geo/,
    ],
    [
      on('claude-api', { baseUrl: fact('https://anthropic.helicone.ai/v1') }),
      'unknown',
      undefined,
      undefined,
      /another server/,
    ],
    [
      on('claude-api', { baseUrl: fact('https://api.anthropic.com'), inferenceGeo: fact('us') }),
      'pinned',
      'us',
      'US',
      /us/,
    ],
    [on('claude-aws', { region: fact('eu-west-1') }), 'global', 'global', '*', /inference_geo is missing/],
    [
      on('bedrock', { model: fact('eu.anthropic.claude-sonnet-4-6-v1:0'), region: fact('eu-west-1') }),
      'pinned',
      'eu',
      'GB',
      /prefix eu/,
    ],
    [
      on('bedrock', { model: fact('global.anthropic.claude-sonnet-4-6'), region: fact('eu-west-1') }),
      'global',
      'global',
      '*',
      /prefix global/,
    ],
    [
      on('bedrock', { model: fact('anthropic.claude-opus-5'), region: fact('eu-west-1') }),
      'pinned',
      'eu-west-1',
      'IE',
      /region eu-west-1/,
    ],
    [on('bedrock', { region: fact('ap-south-1') }), 'global', 'ap-south-1', '*', /global routing only/],
    [on('bedrock', { region: fact('ca-central-1') }), 'pinned', 'ca-central-1', 'US', /us profile/],
    [
      on('bedrock', { region: fact('us-east-1', 'default') }),
      'unknown',
      undefined,
      undefined,
      /falls back to us-east-1/,
    ],
    [on('bedrock', { region: fact('eu-west-1', 'environment') }), 'unknown', undefined, undefined, /environment/],
    [
      on('bedrock', { unknown: [{ fact: 'region', why: 'region comes from process.env.X', span: none }] }),
      'unknown',
      undefined,
      undefined,
      /process\.env\.X/,
    ],
    [
      on('bedrock', { model: fact('arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-opus-4-6') }),
      'pinned',
      'eu',
      'DE',
      /prefix eu/,
    ],
    [on('vertex', { region: fact('europe-west1') }), 'pinned', 'europe-west1', 'BE', /europe-west1/],
    [on('vertex', { region: fact('eu') }), 'pinned', 'eu', 'FR', /region eu/],
    [on('vertex', { region: fact('global') }), 'global', 'global', '*', /global/],
    [on('vertex', { region: fact('europa') }), 'unknown', undefined, undefined, /no known region/],
    [on('foundry'), 'unknown', undefined, undefined, /deployment/],
    [on('unknown'), 'unknown', undefined, undefined, /not seen/],
  ];
  for (const [request, kind, region, has, why] of table) {
    const found = resolveRegion(request);
    assert.deepEqual([found.kind, found.region], [kind, region], JSON.stringify(request));
    if (has) assert.ok(found.countries.includes(has), `${found.countries} has ${has}`);
    else assert.deepEqual(found.countries, []);
    assert.match(found.why, why);
  }
});

test('a setting without effect is named', () => {
  assert.equal(
    resolveRegion(on('bedrock', { inferenceGeo: fact('us'), region: fact('eu-west-1') })).ineffective?.what,
    'inference_geo',
  );
  assert.match(
    resolveRegion(on('claude-api', { inferenceGeo: fact('us'), model: fact('claude-3-5-sonnet-20241022') }))
      .ineffective!.why,
    /4\.6/,
  );
  assert.equal(resolveRegion(on('claude-api', { inferenceGeo: fact('us') })).ineffective, undefined);
});

test('the policy may know better, and the deployment names the platform where code does not', () => {
  const own = { regions: { 'eu-west-1': ['IE'], eu: ['DE', 'IE', 'SE'] } };
  assert.deepEqual(resolveRegion(on('bedrock', { model: fact('eu.anthropic.claude-opus-4-6') }), own).countries, [
    'DE',
    'IE',
    'SE',
  ]);
  assert.equal(resolveRegion(requestOf({}), undefined, 'claude-api').kind, 'global');
});

test('generations of models', () => {
  const table: readonly [model: string, generation: readonly number[] | undefined, takes: boolean][] = [
    ['claude-opus-4-6', [4, 6], true],
    ['claude-sonnet-4-5-20250929', [4, 5], false],
    ['claude-sonnet-4-20250514', [4, 0], false],
    ['claude-opus-5', [5, 0], true],
    ['claude-opus-5-5', [5, 5], true],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', [4, 5], false],
    ['claude-3-5-sonnet-latest', [3, 5], false],
    ['claude-3-haiku-20240307', [3, 0], false],
    ['my-alias', undefined, true],
  ];
  for (const [model, generation, takes] of table) {
    assert.deepEqual(modelGeneration(model), generation, model);
    assert.equal(takesInferenceGeo(model), takes, model);
  }
});

test('eligibility of features, by id and as written in code', () => {
  const table: readonly [feature: string, id: string | undefined, zdr?: string, hipaa?: string][] = [
    ['batches', 'batches', 'no', 'no'],
    ['messages.batches', 'batches', 'no', 'no'],
    ['web_search_20250305', 'web-search', 'yes', 'yes'],
    ['web_search_20260209', 'web-search-dynamic', 'no', 'no'],
    ['web_fetch_20250910', 'web-fetch', 'yes', 'no'],
    ['web_fetch_20260309', 'web-fetch-dynamic', 'no', 'no'],
    ['code_execution_20260120', 'code-execution', 'no', 'no'],
    ['mcp_servers', 'mcp-connector', 'no', 'no'],
    ['tool_search_tool_regex_20251119', 'tool-search', 'yes', 'no'],
    ['context_management', 'context-editing', 'yes', 'no'],
    ['compact_20260112', 'compaction', 'yes', 'no'],
    ['files-api-2025-04-14', 'files', 'no', 'no'],
    ['threads', 'threads', 'no', 'no'],
    ['cache_control', 'prompt-caching', 'yes', 'yes'],
    ['no-such-thing', undefined],
  ];
  for (const [feature, id, zdr, hipaa] of table) {
    const found = featureEligibility(feature);
    assert.deepEqual([found?.id, found?.zdr, found?.hipaa], [id, zdr, hipaa], feature);
    if (found) assert.match(found.asOf, /^\d{4}-\d{2}-\d{2}$/);
  }
  const own = featureEligibility('batches', {
    features: { batches: { hipaa: true } },
    as_of: '2027-01-01',
    source: 'contract',
  });
  assert.deepEqual([own?.hipaa, own?.zdr, own?.asOf, own?.source], ['yes', 'no', '2027-01-01', 'contract']);
});

test('covered models, retention and restricted ZIP prefixes', () => {
  assert.deepEqual(
    ['claude-fable-5', 'claude-mythos-5-2', 'eu.anthropic.claude-fable-5-v1', 'claude-opus-5'].map((model) =>
      isCoveredModel(model),
    ),
    [true, true, true, false],
  );
  assert.equal(isCoveredModel('claude-opus-5', { covered_models: ['claude-opus-*'] }), true);
  assert.equal(retentionDays().days, 30);
  assert.deepEqual(
    [retentionDays({ retention_days: 7 }).days, retentionDays({ retention_days: 7 }).source],
    [7, 'policy'],
  );
  assert.equal(restrictedZip3().size, 23);
  assert.ok(restrictedZip3().has('036') && !restrictedZip3().has('941'));
  assert.deepEqual([...restrictedZip3({ restricted_zip3: ['001'] })], ['001']);
});
