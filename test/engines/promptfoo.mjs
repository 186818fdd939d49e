// Evaluates the promptfoo configuration on standard input in the folder it runs in; the first output goes to standard output.
// argv[2]: promptfoo's module. Its command line would want a database, which needs an optional native package.
import { pathToFileURL } from 'node:url';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { default: promptfoo } = await import(pathToFileURL(process.argv[2]).href);
const evaluated = await promptfoo.evaluate(JSON.parse(text), { maxConcurrency: 1, cache: false });
const { results } = evaluated.toEvaluateSummary ? await evaluated.toEvaluateSummary() : evaluated;
process.stdout.write(`\n${JSON.stringify(results.map(({ response }) => response.output))}\n`, () => process.exit(0));
