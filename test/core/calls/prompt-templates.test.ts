import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const script = `import { ChatAnthropic } from '@langchain/anthropic';
import { ChatPromptTemplate, MessagesPlaceholder, PromptTemplate } from '@langchain/core/prompts';
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
const model = new ChatAnthropic({ model: 'claude' });
`;
const python = `from langchain_anthropic import ChatAnthropic
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder, PromptTemplate
llm = ChatAnthropic(model="claude")
`;

/** Chains that begin with a template: argument paths and the values in them. */
const chains: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  [
    'messages with variables, a history and a pipe',
    'ask.ts',
    `${script}const prompt = ChatPromptTemplate.fromMessages([
      ['system', 'Answer in {language}. {{kept}}'], new MessagesPlaceholder('history'), ['human', '{question}'],
    ]);
    export function ask(q: Turn, history: Turn[], lang: string) {
      const chain = prompt.pipe(model).pipe(new StringOutputParser());
      return chain.invoke({ question: q.text, history, language: lang });
    }`,
    ['input[0].content: lang', 'input[1]: history', 'input[2].content: q.text'],
  ],
  [
    'a filled template that is given to the model',
    'ask.ts',
    `${script}export const ask = async (note: Note) =>
      model.invoke(await PromptTemplate.fromTemplate(\`Summarise: {note}\`).format({ note: note.body }));`,
    ['input: note.body'],
  ],
  [
    'a first step that makes the variables',
    'ask.ts',
    `${script}export const ask = (doc: Doc, question: string) =>
      RunnableSequence.from([
        { context: (given: any) => given.doc.text, question: new RunnablePassthrough() },
        PromptTemplate.fromTemplate('From {context} answer {question}'),
        model,
      ]).invoke({ doc });`,
    ['input: doc.text, doc'],
  ],
  [
    'a model that is one of several, variables from outside',
    'ask.ts',
    `${script}export function ask(one: ChatOpenAI | ChatAnthropic, vars: Vars) {
      const prompt = new PromptTemplate({ template: 'About {topic}: {body}', inputVariables: ['topic', 'body'] });
      return prompt.partial({ topic: vars.about }).pipe(one).invoke(vars);
    }`,
    ['input: vars.about, vars.body'],
  ],
  [
    'a chain of a class',
    'ask.ts',
    `${script}export class Teller {
      private chain = ChatPromptTemplate.fromTemplate('Tell {topic}').pipe(model);
      tell(topic: string) { return this.chain.stream({ topic }); }
    }`,
    ['input[0].content: topic'],
  ],
  [
    "Python's pipes",
    'ask.py',
    `${python}prompt = ChatPromptTemplate.from_messages([("system", "You help {name}."), MessagesPlaceholder(variable_name="history"), ("human", "{question}")])
def ask(user, history, question):
    chain = prompt | llm | parser
    return chain.invoke({"name": user.name, "history": history, "question": question})
`,
    ['input[0].content: user.name', 'input[1]: history', 'input[2].content: question'],
  ],
  [
    'messages that a template gives in Python',
    'ask.py',
    `${python}def ask(note):
    prompt = PromptTemplate(template="Sum up: {text}", input_variables=["text"])
    return llm.invoke(prompt.format(text=note.body))
`,
    ['input: note.body'],
  ],
];

for (const [name, path, text, expected] of chains) {
  test(`prompt templates: ${name}`, async () => {
    const { prompts } = parseCalls(testDocument(path, text), await testPorts({}), []);
    const calls = prompts.filter(({ origin }) => origin === 'call');
    const found = calls.flatMap(({ parts }) =>
      parts.map(({ argument, segments }) => {
        const values = segments.flatMap((one) => (one.kind === 'placeholder' ? [one.path ?? one.expression] : []));
        return `${argument}: ${values.join(', ')}`;
      }),
    );
    deepEqual(found, expected);
  });
}

test('prompt templates: a template in another file is filled with the values of the call', async () => {
  const ports = await testPorts({
    'prompts.ts': `import { ChatPromptTemplate } from '@langchain/core/prompts';
      export const prompt = ChatPromptTemplate.fromMessages([['system', 'Be kind'], ['human', 'Read {note}']]);`,
  });
  const text = `${script}import { prompt } from './prompts';
    export const ask = (note: Note) => prompt.pipe(model).invoke({ note: note.body });`;
  const { prompts } = parseCalls(testDocument('ask.ts', text), ports, []);
  const shown = prompts[0]?.parts.map(({ argument, segments }) => [
    argument,
    ...segments.map((one) => (one.kind === 'text' ? one.text : one.kind === 'placeholder' ? `<${one.path}>` : '')),
  ]);
  deepEqual(shown, [
    ['input[0].content', 'Be kind'],
    ['input[1].content', 'Read ', '<note.body>'],
  ]);
});
