import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import {
  createVault,
  exportVault,
  generalize,
  importVault,
  PrivacyError,
  project,
  restore,
  restoreStream,
  restoreWithReport,
  tokenize,
} from '../../server/src/runtime/index.ts';

test('a value keeps its token for the whole conversation, another value gets another', () => {
  const vault = createVault();
  assert.equal(tokenize('Ana Lima', 'PERSON_NAME', { vault }), '[PERSON_1]');
  assert.equal(tokenize('Kim Roe', 'PERSON_NAME', { vault }), '[PERSON_2]');
  assert.equal(tokenize('Ana Lima', 'user.name', { vault }), '[PERSON_1]');
  assert.equal(tokenize(4711, 'MEDICAL_RECORD_NUMBER', { vault }), '[MRN_1]');
  assert.equal(tokenize('Blue', 'project codename', { vault }), '[PROJECT_CODENAME_1]');
  assert.equal(tokenize(undefined, 'PERSON_NAME', { vault }), '');
  assert.equal(
    restore('[PERSON_2] met [PERSON_1] about [PROJECT_CODENAME_1].', { vault }),
    'Kim Roe met Ana Lima about Blue.',
  );
});

test('small edits of tokens are restored, ambiguous ones are left and reported', () => {
  const vault = createVault();
  tokenize('Ana Lima', 'PERSON_NAME', { vault });
  tokenize('MRN 7', 'MEDICAL_RECORD_NUMBER', { vault });
  for (const edited of [
    '[person_1]',
    '[Person 1]',
    '[PERSON-1]',
    '[ PERSON_1 ]',
    '[PERSON1]',
    '[PERSON_01]',
    '\\[PERSON\\_1\\]',
    '[PERSONS_1]',
    '[PERSON]',
    '[**PERSON_1**]',
  ])
    assert.equal(restore(`x ${edited} y`, { vault }), 'x Ana Lima y', edited);
  assert.equal(
    restore("**[PERSON_1]**'s, `[PERSON_1]`, [PERSON_1's], [PERSON_1]s", { vault }),
    "**Ana Lima**'s, `Ana Lima`, Ana Lima's, Ana Limas",
  );
  tokenize('Kim Roe', 'PERSON_NAME', { vault });
  const report = restoreWithReport('[PERSON] or [PERSON_3], [MRN]', { vault });
  assert.equal(report.text, '[PERSON] or [PERSON_3], MRN 7');
  assert.deepEqual(report.left, [
    { label: 'PERSON', reason: 'ambiguous', offset: 0 },
    { label: 'PERSON', reason: 'unknown', offset: 12 },
  ]);
});

test('a streamed answer waits only for what may be a token', () => {
  const vault = createVault();
  tokenize('Ana Lima', 'PERSON_NAME', { vault });
  const stream = restoreStream({ vault });
  assert.equal(stream.push('Dear '), 'Dear ');
  assert.equal(stream.push('[PER'), '');
  assert.equal(stream.push('SON_1], see [the '), 'Ana Lima, see [the ');
  assert.equal(stream.push('list [1'), 'list [1');
  assert.equal(stream.push('] and [PERSON'), '] and ');
  assert.equal(stream.end(), '[PERSON');
});

test('printing a vault, or an object that holds one, shows no value', () => {
  const vault = createVault({ id: 'conversation-1' });
  tokenize('Ana Lima', 'PERSON_NAME', { vault });
  for (const shown of [inspect(vault, { depth: 9 }), JSON.stringify({ vault }), String(vault), inspect({ ...vault })])
    assert.ok(!shown.includes('Ana'), shown);
  assert.equal(JSON.stringify(vault), '{"id":"conversation-1","size":1}');
});

test('a vault goes on after export and import; a damaged one is refused without its content', () => {
  const vault = createVault();
  tokenize('Ana Lima', 'PERSON_NAME', { vault });
  const kept = exportVault(vault);
  const again = importVault(kept);
  assert.equal(tokenize('Ana Lima', 'PERSON_NAME', { vault: again }), '[PERSON_1]');
  assert.equal(tokenize('Kim Roe', 'PERSON_NAME', { vault: again }), '[PERSON_2]');
  assert.equal(again.id, vault.id);
  const broken = [
    '',
    '{}',
    kept.slice(0, -1),
    kept.replace('"next":{"PERSON":2}', '"next":{"PERSON":1}'),
    kept.replace('[PERSON_1]', '[PERSON_x]'),
    kept.replace(/"entries":\[(.*)\]/, '"entries":[$1,$1]'),
  ];
  for (const json of broken) {
    assert.throws(
      () => importVault(json),
      (error: unknown) =>
        error instanceof PrivacyError && error.code === 'vault-damaged' && !error.message.includes('Ana'),
      json,
    );
  }
  assert.throws(() => restore('x', { vault: { id: 'x', size: 0 } }), { code: 'not-a-vault' });
  assert.throws(() => createVault({ tokenFormat: '{n}' }), { code: 'token-format-invalid' });
});

test('generalize and project', () => {
  assert.equal(generalize('1980-03-02', 'year'), '1980');
  assert.match(generalize('1921-03-02', 'year'), /^19\d\d or earlier$/);
  assert.equal(generalize(93, 'age90'), '90 or older');
  assert.equal(generalize('89', 'generalize:age90'), '89');
  assert.equal(generalize('62701-1234', 'zip3'), '627');
  assert.equal(generalize('03601', 'zip3'), '000');
  assert.equal(generalize('12 Example Street, Springfield, IL 62701', 'state'), 'IL');
  assert.equal(generalize('Springfield', 'state'), '[UNKNOWN]');
  assert.equal(generalize('Lyon, France', 'country'), 'France');
  assert.equal(generalize('$83,500.00', 'bucket'), '80000-90000');
  assert.equal(generalize(712, 'bucket'), '700-800');
  const vault = createVault();
  const patient = { name: 'Ana Lima', age: 93, mrn: '7', notes: 'long' };
  assert.deepEqual(project(patient, ['age']), { age: 93 });
  assert.deepEqual(
    project(patient, { name: 'tokenize:PERSON_NAME', age: 'generalize:age90', mrn: 'redact' }, { vault }),
    {
      name: '[PERSON_1]',
      age: '90 or older',
      mrn: '[REDACTED]',
    },
  );
});
