import type { CallShape, Family, Sdk } from './entry.ts';
import { sdks } from './index.ts';

const families: Readonly<Record<Family, string>> = {
  script: 'TypeScript, JavaScript',
  python: 'Python, Jupyter',
  jvm: 'Java, Kotlin',
  go: 'Go',
  csharp: 'C#',
  ruby: 'Ruby',
  php: 'PHP',
  rust: 'Rust',
};

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** A callee as one reads it: `prompt … call` of a fluent client, `agent()` of an instance that is called. */
const callee = ({ callee: name, fluent }: CallShape): string => (fluent ? `${fluent} … ${name}` : name);

const cell = (words: readonly string[]): string => (words.length > 0 ? code(words) : '-').replaceAll('|', '\\|');

const row = ({ id, packages, versions, clients, calls }: Sdk): string =>
  `| ${id} | ${cell(packages)} | ${versions} | ${cell(clients.map(({ name }) => name))} | ${cell([...new Set(calls.map(callee))])} |`;

/** The page `docs/call-catalogue.md`: every entry of the catalogue. Written by `schemas/write.ts`. */
export const catalogueReference = (): string => {
  const sections = Object.entries(families).map(([family, title]) => {
    const rows = sdks.filter((sdk) => sdk.family === family).map(row);
    return `## ${title}\n\n| entry | packages | versions read | constructors, factories and types | calls |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Calls that are known\n\nGenerated from the catalogue by \`schemas/write.ts\`. How a call is found: [calls.md](calls.md). Your own wrappers: \`calls\` in [policy.md](policy.md). Shell scripts and GitHub Actions are read by modules of their own: \`curl\`, \`claude -p\`, \`ant messages create\`, \`claude-code-action\`.\n\n${sections.join('\n')}`;
};
