import { flowMap, flowsJson, flowsMermaid } from '../core/reports/flows.ts';
import { flowsSvg } from '../core/reports/flows-svg.ts';
import { buildRegister, type RegisterInput } from '../core/reports/register.ts';
import { registerCsv, registerJson, registerMarkdown } from '../core/reports/register-formats.ts';
import { exitCodes, type Io, UsageError } from './io.ts';
import { type CommonOptions, checkFiles, openSession } from './session.ts';

/** `register`: the GDPR Art. 30 record of the workspace. */
export async function register(io: Io, paths: readonly string[], options: CommonOptions): Promise<number> {
  const formats = { markdown: registerMarkdown, csv: registerCsv, json: registerJson } as const;
  const format = choose(options.format ?? 'markdown', formats);
  io.out(format(buildRegister(await gather(io, paths, options))));
  return exitCodes.clean;
}

/** `flows`: the data-flow map. */
export async function flows(io: Io, paths: readonly string[], options: CommonOptions): Promise<number> {
  const formats = { mermaid: flowsMermaid, svg: flowsSvg, json: flowsJson } as const;
  const format = choose(options.format ?? 'mermaid', formats);
  io.out(format(flowMap((await gather(io, paths, options)).prompts)));
  return exitCodes.clean;
}

function choose<T>(name: string, formats: Readonly<Record<string, T>>): T {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (!format) throw new UsageError(`--format ${name} is not one of ${Object.keys(formats).join(', ')}.`);
  return format;
}

async function gather(io: Io, paths: readonly string[], options: CommonOptions): Promise<RegisterInput> {
  const session = await openSession(io, paths, options);
  const prompts: { path: string; resolved: RegisterInput['prompts'][number]['resolved'] }[] = [];
  const suppressed: RegisterInput['suppressed'][number][] = [];
  for await (const { report, analyzed } of checkFiles(session)) {
    for (const resolved of analyzed?.analysis.resolved ?? []) prompts.push({ path: report.path, resolved });
    for (const finding of report.suppressed) suppressed.push({ path: report.path, finding });
    if (report.skipped) io.err(`${report.path}: skipped, ${report.skipped}\n`);
  }
  const policy = session.workspace.policies.forPath(`${session.targets[0]}/.`).policy;
  return { policy, today: options.today ?? io.today, prompts, suppressed };
}
