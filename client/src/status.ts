import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages, window, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { commands, type StatusParams, statusNotification } from '../../server/src/lsp/protocol.ts';
import { configuredSelector } from './documents.ts';

/** The language status item: what is known of the document in front, why something is not, and nothing that blinks. */
export interface Status extends Disposable {
  update(params: StatusParams): void;
  busy(busy: boolean): void;
  failed(): void;
}

export function createStatus(): Status {
  const item = languages.createLanguageStatusItem('promptPrivacy.status', configuredSelector());
  item.name = 'Prompt Privacy';
  item.command = { title: 'Show Output', command: commands.showOutput };
  const known = new Map<string, StatusParams>();
  const show = () => {
    const uri = window.activeTextEditor?.document.uri.toString();
    render(item, uri === undefined ? undefined : known.get(uri));
  };
  show();
  const listeners = [
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidCloseTextDocument(({ uri }) => known.delete(uri.toString())),
  ];
  return {
    update(params) {
      known.set(params.uri, params);
      show();
    },
    busy(busy) {
      item.busy = busy;
    },
    failed() {
      item.busy = false;
      item.text = 'Prompt Privacy: server stopped';
      item.detail = 'The output says why.';
      item.severity = LanguageStatusSeverity.Error;
    },
    dispose() {
      for (const listener of [...listeners, item]) listener.dispose();
    },
  };
}

function render(item: LanguageStatusItem, status: StatusParams | undefined): void {
  const warns = status !== undefined && (status.skipped || status.policyProblems > 0);
  item.severity = warns ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.text = status ? summary(status) : 'Prompt Privacy';
  item.detail = status ? [policyText(status), ...status.notes].join(' ') : '';
}

function summary({ findings, isPolicy, prompts, skipped }: StatusParams): string {
  if (isPolicy) return 'Policy';
  if (skipped) return 'Not analysed';
  if (prompts === 0) return 'No prompt';
  return `${count(prompts, 'prompt')}, ${count(findings, 'finding')}`;
}

function policyText({ policy, policyProblems }: StatusParams): string {
  if (policy === null) return 'Built-in policy.';
  return policyProblems > 0 ? `${policy} has ${count(policyProblems, 'problem')}.` : policy;
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Keeps the item in step with the client. */
export function watchStatus(client: BaseLanguageClient, status: Status): Disposable {
  client.onNotification(statusNotification, (params: StatusParams) => status.update(params));
  return client.onDidChangeState(({ newState }) => {
    status.busy(newState === State.Starting);
  });
}
