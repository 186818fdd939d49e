import { roleOf } from '../families/jinja-statements.ts';
import { items, nodeAt, stringAt } from '../front-matter.ts';
import { firstLine } from '../lines.ts';
import type { Reader } from '../reader.ts';
import { promptsOf, wholeFile } from './build.ts';
import { exampleParts, readTree, scalarParts } from './tree.ts';

/** GitHub Models `.prompt.yml`: `messages[].role|content`, `testData[]`, `evaluators[].llm.prompt`. */
export const readGithubModels: Reader = (document, reading) => {
  const tree = readTree(document);
  const messages = items(nodeAt(tree.root, 'messages')).map((message, index) =>
    scalarParts(tree, nodeAt(message, 'content'), {
      syntax: 'github-models',
      role: roleOf(stringAt(message, 'role') ?? '') ?? 'user',
      argument: `messages[${index}].content`,
    }),
  );
  const judges = items(nodeAt(tree.root, 'evaluators')).flatMap((evaluator) =>
    (['systemPrompt', 'prompt'] as const).map((key) =>
      scalarParts(tree, nodeAt(evaluator, 'llm', key), {
        syntax: 'github-models',
        role: key === 'prompt' ? 'user' : 'system',
      }),
    ),
  );
  const examples = exampleParts(tree.file, tree.base, [nodeAt(tree.root, 'testData')]);
  const anchor = firstLine(document.text, tree.base);
  return promptsOf(tree, [wholeFile(tree, anchor, { pieces: [...messages, ...judges], examples })], reading);
};
