/**
 * Fields of an audit event that only the caller knows (guide: user, use case, template and classification of every
 * call); time, action, model and token counts the audit function takes from the answer. Names as callers write them;
 * the first of a row stands in messages and in what a fix writes.
 */
export interface EventField {
  readonly field: string;
  readonly names: readonly string[];
}

export const callerFields: readonly EventField[] = [
  { field: 'user', names: ['user', 'userid', 'actor', 'actorid', 'principal', 'subjectid'] },
  { field: 'useCase', names: ['usecase', 'promptprivacyusecase', 'purpose'] },
  {
    field: 'prompt',
    names: ['prompt', 'promptname', 'template', 'templatename', 'promptid', 'genaipromptname', 'promptversion'],
  },
  {
    field: 'classification',
    names: [
      'classification',
      'dataclassification',
      'level',
      'datalevel',
      'categories',
      'datacategories',
      'promptprivacydataclassification',
      'promptprivacydatacategories',
    ],
  },
];

/** Names under which content of prompt or answer travels: they have no place in an event. */
export const contentNames: ReadonlySet<string> = new Set(
  'messages content text input output completion responsetext prompttext answer genaiinputmessages genaioutputmessages genaisysteminstructions system'.split(
    ' ',
  ),
);

/** `gen_ai.prompt.name`, `genAiPromptName` and `promptName` compare as letters only. */
export const fieldName = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

export const missingFields = (keys: readonly string[]): EventField[] => {
  const given = new Set(keys.map(fieldName));
  return callerFields.filter(({ names }) => !names.some((name) => given.has(name)));
};
