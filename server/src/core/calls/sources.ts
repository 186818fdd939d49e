import type { FlowStep, SourceKind } from '../prompt.ts';
import { calleeText } from './callee.ts';
import type { CallExpr, Expr } from './code.ts';
import { selectIn } from './queries.ts';
import { exprOf, type Value } from './value.ts';

export type Source = NonNullable<FlowStep['source']>;

/** Callees whose result is data from outside, by kind. Matched against the whole callee as written. */
const kinds: readonly (readonly [SourceKind, RegExp])[] = [
  [
    'environment',
    /^(?:process\.env|os\.environ|os\.getenv|getenv|System\.getenv|ENV|env::var|std\.env\.var|os\.Getenv|Environment\.GetEnvironmentVariable)\b/,
  ],
  [
    'file',
    /(?:^|\.)(?:readFile|readFileSync|read_text|read_bytes|ReadFile|readAllText|ReadAllText|ReadAllTextAsync|readString|read_to_string|file_get_contents|readAllBytes|readLines|readText|load_document|from_pretrained|open|File\.read|cat|readAsText|text_content|extract_text|pdf_to_text|ReadAll)$|^include_str!?$|(?:^|\.)(?:scanner|reader|input|stdin|in|r|s)\.(?:Text|ReadString|ReadLine|ReadBytes)$/,
  ],
  [
    'request',
    /^(?:req|request|ctx\.request|c\.req|event)(?:\.|$)|(?:^|\.)(?:get_json|formData|FormValue|PostFormValue|getParameter|input|ShouldBind\w*|BindJSON|BodyParser|PostForm|QueryParam|FormFile|GetRawData)$/,
  ],
  [
    'http',
    /(?:^|\.)(?:fetch|axios(?:\.\w+)?|got(?:\.\w+)?|ky(?:\.\w+)?|urlopen|requests?\.(?:get|post|put|request)|httpx(?:\.\w+)*\.(?:get|post)|http\.Get|http\.get|GetAsync|GetStringAsync|getForObject|getForEntity|HTTParty\.get|Http::get|(?:res|resp|response|reply|request)\.(?:json|text))$/,
  ],
  [
    'query',
    /(?:^|\.)(?:query|execute|executemany|fetchone|fetchall|fetchrow|fetch_all|fetch_one|\$queryRaw|queryRow|QueryRow|Query|QueryContext|findMany|findFirst|findUnique|findUniqueOrThrow|findOne|findById|find_by|find_by_id|find_one|findAll|findAllById|find|scalars?|scalar_one|first|last|one|one_or_none|get_or_404|objects\.(?:get|filter|all)|select|where|includes|aggregate|FirstOrDefaultAsync|ToListAsync|FindAsync|queryForObject|queryForList|raw|rows|selectFrom|from)$/,
  ],
];

/** What kind of source a call is, and its name: the table of a query, the callee of another call. */
export function callSource(call: CallExpr, value: Value): Source | undefined {
  const callee = calleeText(value.frame.file, call.callee);
  const kind = kinds.find(([, pattern]) => pattern.test(callee.replaceAll('()', '')))?.[0];
  const sql = sqlSource(call, value);
  if (sql) return sql;
  const name = callee.replaceAll('()', '');
  if (kind === 'query') return { kind, name: tableOf(name) };
  if (kind === 'file' || kind === 'http' || kind === 'environment')
    return { kind, name: literalArgument(call, value) ?? name };
  return { kind: kind ?? 'unknown', name };
}

/** A member path that is a source by itself: `process.env.X`, `req.body.note`. */
export function pathSource(path: string): Source | undefined {
  if (/^(?:process\.env|os\.environ|ENV)\b/.test(path)) return { kind: 'environment', name: path };
  if (/^(?:r|req|request)\.(?:Body|Form|PostForm|URL|MultipartForm)\b/.test(path))
    return { kind: 'request', name: path };
  if (
    /^(?:req|request|ctx\.request|event)\.(?:body|query|params|form|json|data|files|headers|POST|GET|args|values)\b/.test(
      path,
    )
  ) {
    return { kind: 'request', name: path };
  }
  return undefined;
}

/** `prisma.patient.findMany` reads `patient`; `Patient.objects.get` and `patientRepository.findById` `Patient`. */
function tableOf(callee: string): string {
  const names = callee.split('.').filter((name) => name !== '' && name !== '[]');
  const telling = names
    .slice(0, -1)
    .reverse()
    .find(
      (name) =>
        !/^(?:objects|query|session|db|prisma|await|repo|repository|this|self|client|conn|cursor|cur|tx|all|filter|where|order_by|options)$/i.test(
          name,
        ),
    );
  return (
    (telling ?? names.at(-1) ?? callee).replace(
      /(?:_?[rR]epository|_?[rR]epo|_?[dD]ao|_?[mM]odel|_?[sS]ervice)$/,
      '',
    ) || callee
  );
}

/** Table and columns of the SQL that a call runs. */
function sqlSource(call: CallExpr, value: Value): Source | undefined {
  const select = selectIn(call, value);
  return select && { kind: 'query', name: select.tables[0]!.name, fields: select.columns.map(({ name }) => name) };
}

function literalArgument(call: CallExpr, value: Value): string | undefined {
  for (const argument of call.args.slice(0, 2)) {
    const text = plainText(exprOf({ operand: argument.value, frame: value.frame }));
    if (text !== undefined && text.length > 0 && text.length < 200) return text;
  }
  return undefined;
}

const plainText = (expr: Expr): string | undefined =>
  expr.kind === 'text' ? expr.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '?')).join('') : undefined;
