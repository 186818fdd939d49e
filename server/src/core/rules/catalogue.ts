import { unclassifiedSource } from './classification/unclassified-source.ts';
import { identifyingPlaceholder } from './minimum-necessary/identifying-placeholder.ts';
import { notMinimumNecessary } from './minimum-necessary/not-minimum-necessary.ts';
import { untokenizedValue } from './minimum-necessary/untokenized-value.ts';
import { wholeRecord } from './minimum-necessary/whole-record.ts';
import { literalIdentifier } from './prompt-text/literal-identifier.ts';
import type { Rule } from './rule.ts';

/** Every rule, by group, in the order of the documentation. */
export const catalogue: readonly Rule[] = [
  literalIdentifier,

  identifyingPlaceholder,
  untokenizedValue,
  wholeRecord,
  notMinimumNecessary,

  unclassifiedSource,
];
