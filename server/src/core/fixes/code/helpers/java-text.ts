import { type HelperDefinition, wrapped } from './definition.ts';
import { javaJson } from './java-json.ts';

const javaString = (text: string): string => JSON.stringify(text);

/** Free text, generalization and tables of `PromptPrivacy.java`. */
export const javaText = (definition: HelperDefinition): string =>
  String.raw`    /** Finds persons' names in free text: start and end of each. scrub refuses to work without one. */
    public interface NameDetector extends Function<String, List<int[]>> {}

    /** Tokenizes the identifiers in free text. Shapes find addresses, numbers and accounts; names need a detector. */
    public static String scrub(String text, Vault vault, NameDetector names) {
        if (names == null) throw new IllegalStateException("scrub needs a detector of names; tokenize field by field where there is none.");
        List<Change> changes = new ArrayList<>();
        for (Shape shape : SHAPES) {
            Matcher match = shape.pattern.matcher(text);
            while (match.find())
                if (shape.check == null || shape.check.apply(match.group(1))) changes.add(new Change(match.start(1), match.end(1), shape.type, false));
        }
        for (int[] span : names.apply(text)) changes.add(new Change(span[0], span[1], "PERSON_NAME", false));
        Matcher match = vault.pattern.matcher(text);
        while (match.find()) {
            Read token = read(match.group(1), match.group(2), vault);
            if (token != null) changes.add(new Change(match.start() + token.kept, match.end(), token.label, true));
        }
        return replace(text, changes, vault);
    }

    private static final class Change {
        private final int start;
        private int end;
        private String type;
        private boolean literal;

        private Change(int start, int end, String type, boolean literal) {
            this.start = start;
            this.end = end;
            this.type = type;
            this.literal = literal;
        }
    }

    private static String replace(String text, List<Change> changes, Vault vault) {
        changes.sort((a, b) -> a.start != b.start ? Integer.compare(a.start, b.start) : Integer.compare(b.end, a.end));
        List<Change> merged = new ArrayList<>();
        for (Change change : changes) {
            Change last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || change.start >= last.end) {
                merged.add(change);
                continue;
            }
            last.end = Math.max(last.end, change.end);
            if (last.literal && !change.literal) {
                last.type = change.type;
                last.literal = false;
            }
        }
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (Change change : merged) {
            out.append(text, done, change.start);
            String value = text.substring(change.start, change.end);
            boolean withheld = WITHHELD.contains(change.type) && !change.literal;
            out.append(withheld ? "[REDACTED]" : vault.token(value, change.type, change.literal));
            done = change.end;
        }
        return out.append(text, done, text.length()).toString();
    }

    /** A coarser value: year, age90 (90 and older as one class) or zip3; [UNKNOWN] where it cannot be computed. */
    public static String generalize(Object value, String form) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) return "";
        int thisYear = LocalDate.now().getYear();
        Matcher match = Pattern.compile("(?<![0-9])((?:1[89]|20|21)[0-9]{2})(?![0-9])").matcher(text);
        int year = match.find() ? Integer.parseInt(match.group(1)) : 0;
        if (form.equals("year") && year > 0) return year <= thisYear - 90 ? (thisYear - 90) + " or earlier" : String.valueOf(year);
        if (form.equals("age90")) {
            Matcher number = Pattern.compile("[0-9]{1,3}").matcher(text);
            int age = year > 0 ? thisYear - year : number.find() ? Integer.parseInt(number.group()) : -1;
            if (age >= 0) return age >= 90 ? "90 or older" : String.valueOf(age);
        }
        if (form.equals("zip3")) {
            Matcher zip = Pattern.compile("(?<![0-9])([0-9]{3})[0-9]{2}(?:-?[0-9]{4})?(?![0-9])").matcher(text);
            if (zip.find()) return RESTRICTED_ZIP3.contains(zip.group(1)) ? "000" : zip.group(1);
        }
        return "[UNKNOWN]";
    }

    private static final class Read {
        /** Backslashes before the token that are not its own. */
        private final int kept;
        private final String label;
        private final int number;
        private final String suffix;

        private Read(int kept, String label, int number, String suffix) {
            this.kept = kept;
            this.label = label;
            this.number = number;
            this.suffix = suffix;
        }
    }

    private static final Pattern EXACT = Pattern.compile("([A-Z](?:[A-Z0-9_]*[A-Z0-9])?)_([1-9][0-9]{0,8})");
    private static final Pattern LOOSE = Pattern.compile("([A-Z][A-Z_]*?(?:_90_PLUS)?S?)_?([0-9]{1,9})(['\u2019]?S)?");

    private static Read read(String before, String inner, Vault vault) {
        int escapes = 0;
        while (escapes < ${definition.maxEscapes} && escapes < inner.length() && inner.charAt(inner.length() - 1 - escapes) == '\\') escapes++;
        int kept = before.length() >= escapes ? before.length() - escapes : before.length();
        String canonical = inner;
        if (!vault.separator.equals("_")) {
            int at = inner.lastIndexOf(vault.separator);
            canonical = at >= 0 && inner.indexOf('_', at) < 0 ? inner.substring(0, at) + "_" + inner.substring(at + 1) : "";
        }
        Matcher exact = EXACT.matcher(canonical);
        if (exact.matches()) {
            String known = singular(exact.group(1));
            return new Read(kept, known == null ? exact.group(1) : known, Integer.parseInt(exact.group(2)), "");
        }
        if (KNOWN.contains(inner)) return new Read(kept, inner, 0, "");
        String bare = inner.replaceAll("[\\\\*${'`'}]+", "").trim();
        String key = bare.toUpperCase(Locale.ROOT).replaceAll("[\\s_\\-#:]+", "_").replaceAll("^_|_$", "");
        Matcher loose = LOOSE.matcher(key);
        if (!loose.matches()) return bare.equals(key) && KNOWN.contains(key) ? new Read(kept, key, 0, "") : null;
        String label = singular(loose.group(1));
        if (label == null) return null;
        int number = Integer.parseInt(loose.group(2));
        String suffix = loose.group(3) == null ? "" : bare.substring(bare.length() - loose.group(3).length());
        return new Read(kept, label, number == 0 ? -1 : number, suffix);
    }

    private static String singular(String label) {
        if (KNOWN.contains(label)) return label;
        String one = label.endsWith("S") ? label.substring(0, label.length() - 1) : label;
        return KNOWN.contains(one) ? one : null;
    }

    private static String labelOf(String kind) {
        String known = LABELS.get(kind);
        if (known != null) return known;
        if (KNOWN.contains(kind)) return kind;
        for (Map.Entry<String, String> one : LABELS.entrySet()) if (one.getKey().startsWith(kind + ".")) return one.getValue();
        String label = kind.substring(kind.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        label = label.replaceAll("[^A-Z0-9]+", "_").replaceAll("^[0-9_]+|_+$", "");
        label = label.substring(0, Math.min(40, label.length())).replaceAll("_+$", "");
        if (label.isEmpty()) return "VALUE";
        String one = singular(label);
        return one == null ? label : one;
    }

    private static boolean luhn(String value) {
        int sum = 0;
        int count = 0;
        for (int at = value.length() - 1; at >= 0; at--) {
            int digit = Character.digit(value.charAt(at), 10);
            if (digit < 0) continue;
            int part = count % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += part;
            count++;
        }
        return count >= 12 && count <= 19 && sum % 10 == 0;
    }

    private static boolean iban(String value) {
        String compact = value.replace(" ", "");
        if (compact.length() < 15) return false;
        int rest = 0;
        for (char one : (compact.substring(4) + compact.substring(0, 4)).toCharArray()) {
            int digit = Character.digit(one, 36);
            rest = (rest * (digit > 9 ? 100 : 10) + digit) % 97;
        }
        return rest == 1;
    }

    private static final class Shape {
        private final String type;
        private final Pattern pattern;
        private final Function<String, Boolean> check;

        private Shape(String type, String pattern, Function<String, Boolean> check) {
            this.type = type;
            this.pattern = Pattern.compile(pattern);
            this.check = check;
        }
    }

    private static final String INNER = ${javaString(`[${definition.innerClass}]`)};

    private static final List<Shape> SHAPES = List.of(
${definition.patterns.map(({ type, pattern, check }) => `            new Shape("${type}", ${javaString(pattern)}, ${check ? `PromptPrivacy::${check}` : 'null'})`).join(',\n')});

    private static final Set<String> RESTRICTED_ZIP3 = new HashSet<>(Arrays.asList(
            "036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893".split(" ")));

    private static final Set<String> KNOWN = new HashSet<>(Arrays.asList((
${wrapped(definition.knownLabels, '            ', '"', ' +')}).split(" ")));

    private static final Set<String> WITHHELD = new HashSet<>(Arrays.asList((
${wrapped(definition.withheld, '            ', '"', ' +')}).split(" ")));

    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        for (String pair : (
${wrapped(definition.labels, '                ', '"', ' +')}).split(" ")) {
            int at = pair.indexOf('=');
            LABELS.putIfAbsent(pair.substring(0, at), pair.substring(at + 1));
        }
    }

` + javaJson;
