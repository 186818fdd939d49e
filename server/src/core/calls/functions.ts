/**
 * What well-known functions do to text that goes through them. By the last name of the callee, in all languages:
 * the standard libraries agree enough, and a name that means something else only adds a filter to a placeholder.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** An object comes out as one string with all its fields. */
export const serializers = words(`
  stringify dumps dump safe_dump json_encode wp_json_encode to_json toJson ToJson toJSON as_json model_dump model_dump_json asdict
  astuple dict vars repr inspect pformat Marshal MarshalIndent Serialize SerializeObject writeValueAsString toJSONString
  to_string_pretty to_vec encodeToString print_r var_export serialize to_yaml to_h toMap to_dict to_csv to_markdown
  tostring ToString toString str String format_map _asdict JSON.generate Json.encodeToString serde_json.to_string
  serde_json.to_value`);

/** These only serialize when they are given a record: `String(age)` is no record. */
export const weakSerializers = words('str String ToString toString repr dict tostring to_string');

/** Text in, text out; the text is the receiver (`x.trim()`), else the first argument (`trim(x)`). */
export const transforms = words(`
  trim trimStart trimEnd strip lstrip rstrip lower upper toLowerCase toUpperCase casefold title capitalize
  slice substring substr replace replaceAll replace_all normalize padEnd padStart ljust rjust zfill encode decode
  strip_tags nl2br htmlspecialchars htmlentities esc_html sanitize_text_field sanitize_textarea_field wp_strip_all_tags wp_kses_post
  wp_unslash mb_strimwidth wp_trim_words stripslashes escape unescape split splitlines chunk truncate toString ToString toLocaleString
  toISOString to_string to_str to_s toFixed strftime isoformat Trim TrimSpace ToLower ToUpper Replace ReplaceAll Substring
  match matchAll as_str to_owned clone into unwrap unwrap_or unwrap_or_default expect chomp squish downcase upcase
  stripIndent trimIndent trimMargin indent dedent strip_heredoc freeze dup presence squeeze repeat html_safe sub gsub as_bytes byteslice ucfirst lcfirst strtolower
  strtoupper mb_substr str_replace preg_replace getBytes read_text fromUtf8String ok_or`);

/** A template or its text handed through unchanged; first argument. */
export const identities = words(`
  dedent stripIndent oneLine outdent html md markdown prompt String.raw raw cleandoc text resolve all from list sorted
  Array tuple Promise fromValue of asList listOf arrayOf StringBuilder StringReader SystemMessagePromptTemplate strdoc heredoc JSON.parse`);

/** Lists in, lists out: the elements are those of the receiver or of the first argument. */
export const listTransforms = words(`
  filter reject sort_by each_slice in_groups_of slice reverse reversed sort sorted toSorted concat flat flatten take limit distinct uniq unique compact compact_blank to_a
  toList copy deepcopy clone head tail sample nlargest sort_values reset_index dropna fillna collect collect_list values iter into_iter iter_mut stream enumerate entries list from_iter all skip toArray ToList
  Where OrderBy OrderByDescending ThenBy Take TakeLast Skip SkipLast Distinct DistinctBy Reverse AsEnumerable ToArray
  ToListAsync ToArrayAsync ToImmutableArray ToImmutableList AsReadOnly array_values array_filter array_slice array_reverse allSettled`);

/** Functions that are given what they are about after a pattern or a condition: its position among the arguments. */
const textAt: Readonly<Record<string, number>> = {
  filter: 1,
  map: 1,
  're.sub': 2,
  're.subn': 2,
  're.split': 1,
  're.match': 1,
  're.search': 1,
  're.findall': 1,
  str_replace: 2,
  preg_replace: 2,
  str_ireplace: 2,
};

/** The argument that a function of patterns is about: `re.sub(pattern, new, text)`; undefined for other functions. */
export function textArgument<T extends { readonly name?: string }>(callee: string, args: readonly T[]): T | undefined {
  const at = textAt[callee];
  return at === undefined ? undefined : (args.find(({ name }) => name === 'string') ?? args[at]);
}

export const mappers = words(
  'map flatMap flat_map Select SelectMany mapNotNull collect array_map mapIndexed each_with_index filter_map joinToString and_then map_or map_or_else',
);

/** `List.of(a, b)`, `listOf(a)`, `vec![a]`: a list of the arguments. */
export const listMakers = words(
  'of asList listOf listOfNotNull newArrayList mutableListOf arrayListOf arrayOf vec setOf singletonList',
);

/** Sanitizers by their usual names. The policy adds its own: rules compare `filters` with `scrub.functions`. */
export const sanitizers = words(`
  tokenize detokenize scrub project generalize redact mask anonymize anonymise pseudonymize pseudonymise deidentify
  de_identify sanitize tokenise redactPII redact_pii maskPII mask_pii scrubPII scrub_pii anonymizeText`);

/** Names of members that hold the text of a sanitizer's result: `scrub(x).text`. */
export const resultMembers = words('text value result output content Text');

export const lastName = (callee: string): string =>
  callee
    .slice(Math.max(callee.lastIndexOf('.'), callee.lastIndexOf(':'), callee.lastIndexOf('>')) + 1)
    .replace(/[!?]$/, '');
