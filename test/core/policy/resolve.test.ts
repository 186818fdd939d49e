import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detect } from '../../../server/src/core/detection/entity.ts';
import { starterPolicy } from '../../../server/src/core/policy/index.ts';
import type { PlaceholderSegment, Prompt, RequestFacts } from '../../../server/src/core/prompt.ts';
import { fact, partOf, placeholder, policyOf, promptOf, requestOf, resolve, resolveOne } from './build.ts';

const clinic = policyOf(`
categories:
  default_form: { user.contact: tokenize, user.name: replace }
sources:
  - id: ehr
    level: restricted
    match: { types: [Patient, Encounter], placeholders: [patient, note], tables: [patients], calls: [ehr.getNote], files: ['data/notes/**'] }
    fields:
      patient.name: user.name
      patient.birth_date: user.demographic.date_of_birth
      patient.mrn: user.health_and_medical.record_id
      note.text: user.health_and_medical.clinical_note
  - id: handbook
    level: internal
    match: { placeholders: [handbook] }
    fields: { handbook.text: none }
use_cases:
  - id: summary
    purpose: Summarise
    needs: { user.health_and_medical: scrub, user.health_and_medical.diagnosis: keep, user.name.first: keep }
    prompts: [prompts/**]
`);

test('source, field and category of a placeholder', () => {
  const read = (kind: 'query' | 'http' | 'file', name: string) => [
    { kind: 'read' as const, label: '', span: { start: 0, end: 0 }, source: { kind, name } },
  ];
  const table: readonly [
    path: string,
    more: Partial<PlaceholderSegment>,
    source: string | undefined,
    field: string | undefined,
    category: string | undefined,
    by: string,
  ][] = [
    ['patient.name', {}, 'ehr', 'patient.name', 'user.name', 'policy'],
    ['patient.birthDate', {}, 'ehr', 'patient.birth_date', 'user.demographic.date_of_birth', 'policy'],
    ['patients[].name', {}, 'ehr', 'patient.name', 'user.name', 'policy'],
    ['notes[].text', {}, 'ehr', 'note.text', 'user.health_and_medical.clinical_note', 'policy'],
    ['form.patient.mrn', {}, 'ehr', 'patient.mrn', 'user.health_and_medical.record_id', 'policy'],
    ['p.mrn', { typeName: 'Patient' }, 'ehr', 'patient.mrn', 'user.health_and_medical.record_id', 'flow'],
    ['p.mrn', { typeName: 'Promise<Patient>' }, 'ehr', 'patient.mrn', 'user.health_and_medical.record_id', 'flow'],
    [
      'row.mrn',
      { flow: read('query', 'SELECT * FROM public.patients WHERE id = $1') },
      'ehr',
      'patient.mrn',
      'user.health_and_medical.record_id',
      'flow',
    ],
    [
      'n.text',
      { flow: read('http', 'ehr.getNote') },
      'ehr',
      'note.text',
      'user.health_and_medical.clinical_note',
      'flow',
    ],
    [
      'x.text',
      { flow: read('file', 'data/notes/1.txt') },
      'ehr',
      'note.text',
      'user.health_and_medical.clinical_note',
      'flow',
    ],
    ['template', { flow: read('file', 'prompts/support/reply.prompty') }, undefined, undefined, 'none', 'flow'],
    ['handbook.text', {}, 'handbook', 'handbook.text', 'none', 'policy'],
    ['customer.email', {}, undefined, undefined, 'user.contact.email', 'name'],
    ['tone', {}, undefined, undefined, undefined, 'none'],
    ['patient.email', {}, 'ehr', undefined, 'user.contact.email', 'name'],
    ['patient.colour', {}, 'ehr', undefined, undefined, 'policy'],
  ];
  for (const [path, more, source, field, category, by] of table) {
    const value = resolveOne(clinic, path, more);
    assert.deepEqual([value.source?.id, value.field, value.category, value.by], [source, field, category, by], path);
  }
});

test('a whole record: what is serialized or the root of a source', () => {
  const fields = [{ name: 'name' }, { name: 'mrn' }, { name: 'colour' }];
  const table: readonly [path: string, more: Partial<PlaceholderSegment>, expected: unknown][] = [
    ['patient', { serialized: true }, ['patient', ['name', 'birth_date', 'mrn']]],
    ['patient', {}, ['patient', ['name', 'birth_date', 'mrn']]],
    ['p', { serialized: true, typeName: 'Patient', fields }, ['Patient', ['name', 'mrn', 'colour']]],
    ['customer', { serialized: true }, ['customer', []]],
    ['options', { serialized: true }, undefined],
    ['options', { serialized: true, fields: [{ name: 'timeout' }] }, undefined],
    ['patient.name', { serialized: true }, undefined],
    ['patient', { serialized: true, filters: ['project(["mrn"])'] }, ['patient', ['mrn']]],
    [
      'patient',
      { serialized: true, filters: ['project', 'json'], expression: '(project patient "mrn" "name")' },
      ['patient', ['mrn', 'name']],
    ],
    ['patient', { serialized: true, filters: ['project', 'JSON.stringify'], expression: 'safe' }, ['patient', []]],
    ['handbook', {}, undefined],
  ];
  for (const [path, more, expected] of table) {
    const { record } = resolveOne(clinic, path, more);
    assert.deepEqual(
      record && [record.name, record.fields.map(({ name }) => name)],
      expected,
      `${path} ${JSON.stringify(more)}`,
    );
  }
  const [name, , colour] = resolveOne(clinic, 'p', { serialized: true, typeName: 'Patient', fields }).record!.fields;
  assert.deepEqual([name?.category, colour?.category], ['user.name', undefined]);
});

test('the form required: needs, then default_form, then the type', () => {
  const table: readonly [path: string, required: string, by: string][] = [
    ['note.text', 'scrub', 'needs'],
    ['patient.diagnosis', 'keep', 'needs'],
    ['patient.email', 'tokenize', 'default_form'],
    ['patient.name', 'replace', 'default_form'],
    ['patient.birthDate', 'generalize:year', 'type'],
    ['handbook.text', 'keep', 'none'],
    ['tone', 'keep', 'none'],
  ];
  for (const [path, required, by] of table) {
    const value = resolveOne(clinic, path);
    assert.deepEqual([value.required, value.requiredBy], [required, by], path);
  }
});

test('the form sent: from filters and functions on the path', () => {
  const policy = policyOf(
    `scrub: { functions: [tokenize, privacy.hide, maskAll, cleanText], forms: { privacy.hide: redact } }`,
  );
  const table: readonly [filters: string[], sent: string][] = [
    [[], 'keep'],
    [['upper'], 'keep'],
    [['tokenize'], 'tokenize'],
    [["tokenize('PERSON_NAME')"], 'tokenize'],
    [['vault.tokenize'], 'tokenize'],
    [['tokenize', 'upper'], 'tokenize'],
    [['scrub', 'JSON.stringify'], 'scrub'],
    [['generalize("year")'], 'generalize:year'],
    [['generalize: "zip3"'], 'generalize:zip3'],
    [['generalize'], 'generalize:bucket'],
    [['privacy.hide'], 'redact'],
    [['maskAll'], 'redact'],
    [['cleanText'], 'scrub'],
    [['project', 'tokenize'], 'tokenize'],
    [['redactor.log'], 'keep'],
  ];
  for (const [filters, sent] of table) assert.equal(resolveOne(policy, 'x', { filters }).sent, sent, filters.join());
});

test('a generalization in code: as quoted in the expression, else the usual one', () => {
  const sent = (path: string, expression: string) =>
    resolveOne(clinic, path, { expression, filters: ['generalize'] }).sent;
  assert.equal(sent('patient.birthDate', "generalize(patient.birthDate, 'age90')"), 'generalize:age90');
  assert.equal(sent('patient.birthDate', 'generalize(patient.birthDate, { to: "year" })'), 'generalize:year');
  assert.equal(sent('patient.birthDate', 'born'), 'generalize:year');
  assert.equal(sent('x', 'generalize(x, unit)'), 'generalize:bucket');
});

test('level: the higher of source and type; without a policy the type alone', () => {
  assert.equal(resolveOne(clinic, 'patient.name').level, 'restricted');
  assert.equal(resolveOne(clinic, 'handbook.text').level, 'internal');
  assert.equal(resolveOne(clinic, 'tone').level, 'restricted');
  assert.equal(resolveOne(starterPolicy, 'patient.name').level, 'confidential');
  assert.equal(resolveOne(starterPolicy, 'tone').level, 'public');
});

test('level of a prompt before and after its forms', () => {
  const table: readonly [segments: PlaceholderSegment[], before: string, after: string][] = [
    [[placeholder('tone')], 'public', 'public'],
    [[placeholder('handbook.text')], 'internal', 'internal'],
    [[placeholder('patient.name')], 'restricted', 'restricted'],
    [[placeholder('patient.name', { filters: ['tokenize'] })], 'restricted', 'confidential'],
    [[placeholder('patient.birth_date', { filters: ['generalize("year")'] })], 'restricted', 'confidential'],
    [[placeholder('note.text', { filters: ['scrub'] })], 'restricted', 'restricted'],
    [[placeholder('note.text', { filters: ['redact'] })], 'restricted', 'confidential'],
    [
      [placeholder('handbook.text'), placeholder('patient.mrn', { filters: ['tokenize'] })],
      'restricted',
      'confidential',
    ],
  ];
  for (const [segments, before, after] of table) {
    const { level } = resolve(promptOf(segments), clinic);
    assert.deepEqual(level, { before, after }, segments.map(({ path, filters }) => path + filters.join()).join());
  }
});

const many = policyOf(`
deployments:
  - { id: clinical, platform: claude-api, match: { env: CLINICAL_KEY } }
  - { id: corporate, platform: claude-api }
  - { id: eu, platform: bedrock, match: { region: eu } }
  - { id: tokyo, platform: bedrock, match: { model: 'jp.*' } }
use_cases:
  - { id: one, purpose: x, deployments: [clinical, corporate], prompts: ['prompts/**'] }
  - { id: two, purpose: x, deployments: [eu], prompts: ['prompts/hr/*', '*.special.md'] }
`);

test('use case: what the prompt names, else the last glob that matches', () => {
  const named = (by: 'call-comment' | 'front-matter' | 'file-comment', id: string): Partial<Prompt> => ({
    useCase: { id, by, span: { start: 0, end: 0 } },
  });
  const table: readonly [
    more: Partial<Prompt>,
    path: string,
    id: string | undefined,
    useCase: string | undefined,
    reason: RegExp,
  ][] = [
    [{}, 'prompts/a.md', 'one', 'one', /^glob prompts\/\*\*$/],
    [{}, 'prompts/hr/a.md', 'two', 'two', /^glob prompts\/hr/],
    [{}, 'src/deep/x.special.md', 'two', 'two', /glob/],
    [{}, 'src/a.ts', undefined, undefined, /no use case matches/],
    [named('call-comment', 'two'), 'prompts/a.md', 'two', 'two', /comment at the call/],
    [named('front-matter', 'one'), 'prompts/hr/a.md', 'one', 'one', /front matter/],
    [named('file-comment', 'three'), 'prompts/a.md', 'three', undefined, /not in the policy/],
  ];
  for (const [more, path, id, useCase, reason] of table) {
    const resolved = resolve(promptOf([], more), many, path);
    assert.deepEqual([resolved.useCaseId, resolved.useCase?.id], [id, useCase], path);
    assert.match(resolved.useCaseReason, reason);
  }
});

test('deployments: the list of the use case, narrowed by platform, then by match', () => {
  const table: readonly [path: string, request: Partial<RequestFacts>, ids: string[], mismatch?: boolean][] = [
    ['src/a.ts', {}, ['clinical', 'corporate', 'eu', 'tokyo']],
    ['prompts/a.md', {}, ['clinical', 'corporate']],
    ['prompts/a.md', { platform: fact('claude-api') }, ['clinical', 'corporate']],
    ['prompts/a.md', { platform: fact('claude-api'), keyEnv: fact('CLINICAL_KEY') }, ['clinical']],
    ['prompts/a.md', { platform: fact('claude-api'), keyEnv: fact('ANTHROPIC_API_KEY') }, ['corporate']],
    ['prompts/a.md', { platform: fact('bedrock') }, ['clinical', 'corporate'], true],
    ['prompts/a.md', { platform: fact('gateway') }, ['clinical', 'corporate']],
    ['src/a.ts', { platform: fact('bedrock'), region: fact('eu-west-1') }, ['eu']],
    [
      'src/a.ts',
      { platform: fact('bedrock'), region: fact('ap-northeast-1'), model: fact('jp.anthropic.claude-sonnet-4-6') },
      ['tokyo'],
    ],
    ['src/a.ts', { platform: fact('bedrock') }, ['eu', 'tokyo']],
  ];
  for (const [path, request, ids, mismatch] of table) {
    const resolved = resolve(promptOf([], { request: requestOf(request) }), many, path);
    assert.deepEqual(
      resolved.deployments.map(({ id }) => id),
      ids,
      JSON.stringify(request),
    );
    assert.equal(resolved.platformMismatch, mismatch);
  }
});

test('entities of a part: context reaches across placeholders, spans are those of the file', () => {
  const seen: string[] = [];
  const detect: Detect = (text) => {
    seen.push(text);
    const start = text.indexOf('4417');
    return start < 0
      ? []
      : [{ type: 'MEDICAL_RECORD_NUMBER', span: { start, end: start + 4 }, score: 0.9, evidence: [] }];
  };
  const text = (start: number, value: string, end = start + value.length) => ({
    kind: 'text' as const,
    span: { start, end },
    text: value,
  });
  const part = partOf([text(0, 'MRN '), placeholder('sep'), text(10, ': 4417.')]);
  const { values } = resolve(promptOf([], { parts: [part] }), clinic, 'prompts/a.hbs', detect);
  assert.deepEqual(seen, ['MRN \uFFFC: 4417.']);
  const literal = values.find(({ kind }) => kind === 'literal');
  assert.deepEqual(
    [literal?.span, literal?.type, literal?.category],
    [{ start: 12, end: 16 }, 'MEDICAL_RECORD_NUMBER', 'user.health_and_medical.record_id'],
  );
  assert.equal(literal?.sent, 'keep');
});

test('types allowed in some files, comments and unprinted placeholders carry nothing', () => {
  const policy = policyOf(`allow: { scopes: [{ paths: ['docs/**'], types: [EMAIL_ADDRESS] }] }`);
  const detect: Detect = () => [{ type: 'EMAIL_ADDRESS', span: { start: 0, end: 3 }, score: 1, evidence: [] }];
  const segments = [
    { kind: 'text' as const, span: { start: 0, end: 5 }, text: 'a@b.c' },
    placeholder('patient.name', { unprinted: true }),
  ];
  const count = (path: string, comments?: Prompt['comments']) =>
    resolve(promptOf(segments, { comments }), policy, path, detect).values.length;
  assert.equal(count('src/a.md'), 1);
  assert.equal(count('docs/a.md'), 0);
  assert.equal(count('src/a.md', [{ start: 0, end: 20 }]), 0);
});

test('calls of a wrapper go to the deployment that the policy names for it', () => {
  const policy = policyOf(`
deployments: [{ id: a, platform: claude-api }, { id: b, platform: bedrock }]
calls: [{ call: llm.ask, prompt: ['[0]'], deployment: b }, { call: llm.tell, prompt: ['[0]'] }]
use_cases: [{ id: one, deployments: [a], prompts: ['src/**'] }]
`);
  const seen = (api: string, path: string) => {
    const { deployments, deploymentReason } = resolve(promptOf([], { api }), policy, path);
    return [deployments.map(({ id }) => id).join(), deploymentReason];
  };
  assert.deepEqual(seen('llm.ask', 'x.ts'), ['b', 'calls of llm.ask go there']);
  assert.deepEqual(seen('llm.ask', 'src/x.ts'), [
    'b',
    "calls of llm.ask go there, outside the deployments of use case 'one'",
  ]);
  assert.deepEqual(seen('llm.tell', 'src/x.ts')[0], 'a');
});
