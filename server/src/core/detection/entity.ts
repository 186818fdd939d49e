import type { Span } from '../span.ts';

/** Something a detector found in text. Never carries the matched value: position and type only (invariant 2). */
export interface Entity {
  /** Entity type id: `US_SSN`. */
  readonly type: string;
  /** UTF-16 offsets in the text given to `detect`. */
  readonly span: Span;
  /** 0 to 1. Diagnostics show from 0.5 on; between 0.35 and 0.5 as hints. */
  readonly score: number;
  /** What gave the score, for `explain` and the hover: `checksum`, `context word "MRN"`. Never a part of the value. */
  readonly evidence: readonly string[];
  /** A reserved or documented example value (example.com, 555-01xx): diagnostics stay silent, `scrub` replaces it. */
  readonly reserved?: boolean;
  /** Id of the recognizer in the policy when a custom one found it. */
  readonly recognizer?: string;
}

/** What the policy adds to detection. Compiled once per policy version. */
export interface DetectionOptions {
  readonly recognizers?: readonly CustomRecognizer[];
  readonly allow?: { readonly values?: readonly string[]; readonly patterns?: readonly string[] };
  /** The day on which ages and birth years are judged (`YYYY-MM-DD`). An input: the core has no clock. */
  readonly today?: string;
  /** Two-letter region that phone numbers without a country code are read in. Default `US`. */
  readonly region?: string;
}

/** `recognizers:` of the policy, checked. */
export interface CustomRecognizer {
  readonly id: string;
  /** Entity type id it reports. */
  readonly type: string;
  /** RE2 syntax; checked against the common dialect when the policy loads. */
  readonly pattern: string;
  readonly keywords?: readonly string[];
  /** Words of which one must stand near for the match to count. */
  readonly context?: readonly string[];
  readonly checksum?: string;
  readonly score?: number;
  readonly examples?: readonly string[];
}

/**
 * Finds entities in `text`. In a prompt, `text` is one part with each placeholder replaced by U+FFFC, so that
 * context words reach across it and no match does.
 */
export type Detect = (text: string, options?: DetectionOptions) => Entity[];

/** The category that a name (of a variable, property, column or placeholder) carries. */
export interface NameMatch {
  /** Entity type id: `PERSON_NAME` for `patient.name`. */
  readonly type: string;
  /** Fideslang key of that type. */
  readonly category: string;
  /** Ladder of evidence: known person object (`patient.name`), linked object, bare but telling (`ssn`, `email`), bare and weak. */
  readonly evidence: 'person-object' | 'linked-object' | 'telling-name' | 'weak-name';
  readonly score: number;
}

/** Category of a dotted access path (`patient.name`, `employee.notes[].text`, `PATIENT_NAME`). Undefined: not telling. */
export type ClassifyName = (path: string) => NameMatch | undefined;
