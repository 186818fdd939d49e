/** Reading and writing a vault's JSON in `PromptPrivacy.java`, and the end of the class. */
export const javaJson = String.raw`    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char one : text.toCharArray()) {
            if (one == '"' || one == '\\') out.append('\\').append(one);
            else if (one < 0x20 || Character.isSurrogate(one) || one == 0x2028 || one == 0x2029) out.append(String.format("\\u%04x", (int) one));
            else out.append(one);
        }
        return out.append('"').toString();
    }

    /** Reads the JSON of a vault: objects, lists, strings, whole numbers, true and false. */
    private static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        private Object document() {
            Object value = value();
            blank();
            if (at != text.length()) throw new IllegalArgumentException();
            return value;
        }

        private Object value() {
            blank();
            char first = text.charAt(at);
            if (first == '{') return object();
            if (first == '[') return list();
            if (first == '"') return string();
            int from = at;
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(from, at);
            return word.equals("true") || word.equals("false") ? (Object) Boolean.valueOf(word) : Long.valueOf(word);
        }

        private Map<String, Object> object() {
            Map<String, Object> map = new LinkedHashMap<>();
            at++;
            for (blank(); text.charAt(at) != '}'; blank()) {
                if (!map.isEmpty()) expect(',');
                blank();
                String key = string();
                blank();
                expect(':');
                map.put(key, value());
            }
            at++;
            return map;
        }

        private List<Object> list() {
            List<Object> items = new ArrayList<>();
            at++;
            for (blank(); text.charAt(at) != ']'; blank()) {
                if (!items.isEmpty()) expect(',');
                items.add(value());
            }
            at++;
            return items;
        }

        private String string() {
            expect('"');
            StringBuilder out = new StringBuilder();
            for (char one = text.charAt(at++); one != '"'; one = text.charAt(at++)) {
                if (one != '\\') {
                    out.append(one);
                    continue;
                }
                char escaped = text.charAt(at++);
                int place = "bfnrt".indexOf(escaped);
                if (escaped == 'u') {
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                } else out.append(place >= 0 ? "\b\f\n\r\t".charAt(place) : escaped);
            }
            return out.toString();
        }

        private void expect(char one) {
            if (text.charAt(at++) != one) throw new IllegalArgumentException();
        }

        private void blank() {
            while (at < text.length() && text.charAt(at) <= ' ') at++;
        }
    }
}
`;
