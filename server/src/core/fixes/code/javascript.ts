import type { SourceDocument } from '../../ports.ts';
import type { Edit } from '../fix.ts';
import { importNames } from './javascript-imports.ts';
import type { CodeLanguage, LiteralPlace, ProjectedField } from './language.ts';
import { cLike } from './scan.ts';

const options = (vault: string): string => (vault === 'vault' ? '{ vault }' : `{ vault: ${vault} }`);

export const javascript: CodeLanguage = {
  ids: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'],
  lexis: cLike,
  tokenize: (expression, type, vault) => `tokenize(${expression}, '${type}', ${options(vault)})`,
  scrub: (expression, vault) => `scrub(${expression}, ${options(vault)}).text`,
  generalize: (expression, form) => `generalize(${expression}, '${form}')`,
  restore: (expression, vault) => `restore(${expression}, ${options(vault)})`,
  project: (expression, fields, vault) => `project(${expression}, ${projection(fields, vault)})`,
  wrap: (client, { vault, useCase, user, prompt }) => {
    const own = vault === 'vault' ? 'vault' : `vault: ${vault}`;
    const who = user === 'user' ? 'user' : `user: ${user}`;
    return `withPrivacy(${client}).for({ ${own}, useCase: '${useCase}', ${who}, prompt: '${prompt}' })`;
  },
  serialize: (expression) => `JSON.stringify(${expression})`,
  newVault: (name) => `const ${name} = createVault();`,
  madeVault:
    /\b(?:const|let|var)\s+([\w$]+)(?:\s*:\s*Vault)?\s*=\s*(?:await\s+)?(?:\w+\.)?(?:createVault|importVault)\(/,
  vaultParameter: /[({,]\s*(vault)\b(?!\s*:\s*(?!Vault\b)\w)|\b([\w$]+)\??\s*:\s*Vault\b/,
  body: 'braces',
  parameter: (name, { languageId }) => (languageId.startsWith('typescript') ? `${name}: string` : name),
  naming: 'camel',
  use: (helpers, document: SourceDocument) => ({ edits: importNames(helpers, document) }),
  embed,
  lastParameter: /^\.\.\./,
};

/** A list when every field goes as it is, else an object of forms. */
function projection(fields: readonly ProjectedField[], vault: string): string {
  if (fields.every((field) => field.form === 'keep')) return `[${fields.map((field) => `'${field.name}'`).join(', ')}]`;
  const entries = fields.map(({ name, form }) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`}: '${form}'`);
  return `{ ${entries.join(', ')} }, ${options(vault)}`;
}

function embed({ text, start, end, segmentStart, segmentEnd }: LiteralPlace, expression: string): Edit[] | undefined {
  const before = text[segmentStart - 1];
  const after = text[segmentEnd];
  const range = { start, end };
  if (before === '`' || before === '}' || after === '`') return [{ span: range, newText: `\${${expression}}` }];
  if ((before !== "'" && before !== '"') || after !== before) return undefined;
  const open = { span: { start: segmentStart - 1, end: segmentStart - 1 }, newText: '(' };
  const close = { span: { start: segmentEnd + 1, end: segmentEnd + 1 }, newText: ')' };
  const joined = { span: range, newText: `${before} + ${expression} + ${before}` };
  return /^\s*[.[(]/.test(text.slice(segmentEnd + 1, segmentEnd + 20)) ? [open, joined, close] : [joined];
}
