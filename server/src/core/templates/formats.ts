import type { Role } from '../prompt.ts';
import type { RoleMarkers } from './roles.ts';

/**
 * A prompt-template format: where its files lie, what they hold and who speaks first. The next format is one more
 * row (and, if its container is new, one reader). Sources of globs and grammar: `docs/formats.md`.
 */
export interface Format {
  readonly id: string;
  readonly title: string;
  /** Matches the path relative to the workspace folder, with `/`. */
  readonly path: RegExp;
  /** `owned`: the suffix belongs to the format. `shared`: other things have it too, so folder and content decide. */
  readonly suffix: 'owned' | 'shared';
  /** Template language of the text; `by-content` where the suffix does not tell. */
  readonly dialect: string;
  readonly roles: RoleMarkers;
  readonly role: Role;
  /** How the decision names the file: `Dotprompt file (.prompt)`. */
  readonly evidence: string;
}

const text = { roles: 'turns', role: 'user', suffix: 'shared' } as const;

/** First match wins. */
export const formats: readonly Format[] = [
  {
    id: 'dotprompt',
    title: 'Dotprompt',
    path: /\.prompt$/i,
    suffix: 'owned',
    dialect: 'handlebars',
    roles: 'none',
    role: 'user',
    evidence: '.prompt file',
  },
  {
    id: 'prompty',
    title: 'Prompty',
    path: /\.prompty$/i,
    suffix: 'owned',
    dialect: 'jinja',
    roles: 'lines',
    role: 'system',
    evidence: '.prompty file',
  },
  {
    id: 'vscode-prompt',
    title: 'VS Code prompt file',
    path: /\.(?:prompt|instructions|agent|chatmode)\.md$/i,
    suffix: 'owned',
    dialect: 'by-content',
    roles: 'none',
    role: 'user',
    evidence: '.prompt.md file',
  },
  { id: 'jinja', title: 'Jinja', path: /\.(?:j2|jinja2?|njk)$/i, dialect: 'jinja', evidence: 'Jinja file', ...text },
  {
    id: 'handlebars',
    title: 'Handlebars',
    path: /\.(?:hbs|handlebars)$/i,
    dialect: 'handlebars',
    evidence: 'Handlebars file',
    ...text,
  },
  {
    id: 'markdown',
    title: 'Markdown prompt',
    path: /\.(?:md|markdown)$/i,
    dialect: 'by-content',
    evidence: 'Markdown file',
    ...text,
  },
  { id: 'text', title: 'Text prompt', path: /\.txt$/i, dialect: 'by-content', evidence: 'text file', ...text },
];

export const formatById = (id: string): Format | undefined => formats.find((format) => format.id === id);
