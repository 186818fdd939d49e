import { type HelperDefinition, wrapped } from './definition.ts';

/** Free text, generalization and tables of `prompt_privacy.go`. */
export const goText = (
  definition: HelperDefinition,
): string => String.raw`// scrub tokenizes the identifiers in free text. Shapes find e-mail addresses, numbers and accounts; names need a detector.
func scrub(text string, vault *PrivacyVault, names NameDetector) (string, error) {
	if names == nil {
		return "", errors.New("scrub needs a detector of names; tokenize field by field where there is none")
	}
	changes := []privacyChange{}
	for _, shape := range privacyPatterns {
		for _, at := range shape.pattern.FindAllStringSubmatchIndex(text, -1) {
			if shape.check == nil || shape.check(text[at[2]:at[3]]) {
				changes = append(changes, privacyChange{at[2], at[3], shape.kind, false})
			}
		}
	}
	for _, at := range names(text) {
		changes = append(changes, privacyChange{at[0], at[1], "PERSON_NAME", false})
	}
	for _, at := range vault.pattern.FindAllStringSubmatchIndex(text, -1) {
		if read, ok := vault.read(text[at[2]:at[3]], text[at[4]:at[5]]); ok {
			changes = append(changes, privacyChange{at[0] + read.kept, at[1], read.label, true})
		}
	}
	return vault.replace(text, changes), nil
}

type privacyChange struct {
	start, end int
	kind       string
	literal    bool
}

func (vault *PrivacyVault) replace(text string, changes []privacyChange) string {
	sort.Slice(changes, func(a, b int) bool {
		if changes[a].start != changes[b].start {
			return changes[a].start < changes[b].start
		}
		return changes[a].end > changes[b].end
	})
	merged := []privacyChange{}
	for _, change := range changes {
		if len(merged) == 0 || change.start >= merged[len(merged)-1].end {
			merged = append(merged, change)
			continue
		}
		last := &merged[len(merged)-1]
		last.end = max(last.end, change.end)
		if last.literal && !change.literal {
			last.kind, last.literal = change.kind, false
		}
	}
	var out strings.Builder
	done := 0
	for _, change := range merged {
		out.WriteString(text[done:change.start])
		if privacyWithheld[change.kind] && !change.literal {
			out.WriteString("[REDACTED]")
		} else {
			out.WriteString(vault.token(text[change.start:change.end], change.kind, change.literal))
		}
		done = change.end
	}
	out.WriteString(text[done:])
	return out.String()
}

// generalize gives a coarser value: year, age90 (90 and older as one class) or zip3; [UNKNOWN] where it cannot.
func generalize(value any, form string) string {
	text := fmt.Sprint(value)
	thisYear := time.Now().UTC().Year()
	year := 0
	if match := privacyYear.FindStringSubmatch(text); match != nil {
		year, _ = strconv.Atoi(match[1])
	}
	switch {
	case form == "year" && year > 0:
		if oldest := thisYear - 90; year <= oldest {
			return fmt.Sprintf("%d or earlier", oldest)
		}
		return strconv.Itoa(year)
	case form == "age90":
		age := thisYear - year
		if year == 0 {
			digits := privacyNumber.FindString(text)
			if digits == "" {
				return "[UNKNOWN]"
			}
			age, _ = strconv.Atoi(digits)
		}
		if age >= 90 {
			return "90 or older"
		}
		return strconv.Itoa(age)
	case form == "zip3":
		if match := privacyZip.FindStringSubmatch(text); match != nil {
			if strings.Contains(privacyRestrictedZip3, match[1]) {
				return "000"
			}
			return match[1]
		}
	}
	return "[UNKNOWN]"
}

type privacyRead struct {
	// kept counts the backslashes before the token that are not its own.
	kept   int
	label  string
	number int
	suffix string
}

func (vault *PrivacyVault) read(before, inner string) (privacyRead, bool) {
	escapes := min(${definition.maxEscapes}, len(inner)-len(strings.TrimRight(inner, "\\")))
	kept := len(before)
	if len(before) >= escapes {
		kept = len(before) - escapes
	}
	canonical := inner
	if vault.separator != "_" {
		canonical = ""
		if at := strings.LastIndex(inner, vault.separator); at >= 0 && !strings.Contains(inner[at:], "_") {
			canonical = inner[:at] + "_" + inner[at+len(vault.separator):]
		}
	}
	if exact := privacyExact.FindStringSubmatch(canonical); exact != nil {
		number, _ := strconv.Atoi(exact[2])
		label := exact[1]
		if known := privacySingular(label); known != "" {
			label = known
		}
		return privacyRead{kept, label, number, ""}, true
	}
	if privacyKnown[inner] {
		return privacyRead{kept, inner, 0, ""}, true
	}
	bare := strings.TrimSpace(privacyMarks.ReplaceAllString(inner, ""))
	key := strings.ToUpper(bare)
	key = privacyGaps.ReplaceAllString(key, "_")
	key = strings.TrimSuffix(strings.TrimPrefix(key, "_"), "_")
	loose := privacyLoose.FindStringSubmatch(key)
	if loose == nil {
		return privacyRead{kept, key, 0, ""}, bare == key && privacyKnown[key]
	}
	label := privacySingular(loose[1])
	if label == "" {
		return privacyRead{}, false
	}
	number, _ := strconv.Atoi(loose[2])
	if number == 0 {
		number = -1
	}
	return privacyRead{kept, label, number, bare[len(bare)-len(loose[3]):]}, true
}

func privacySingular(label string) string {
	if privacyKnown[label] {
		return label
	}
	if one := strings.TrimSuffix(label, "S"); privacyKnown[one] {
		return one
	}
	return ""
}

func privacyLabel(kind string) string {
	if label := privacyLabels[kind]; label != "" {
		return label
	}
	if privacyKnown[kind] {
		return kind
	}
	for _, pair := range strings.Fields(privacyLabelText) {
		if name, label, _ := strings.Cut(pair, "="); strings.HasPrefix(name, kind+".") {
			return label
		}
	}
	label := strings.ToUpper(kind[strings.LastIndex(kind, ".")+1:])
	label = strings.TrimLeft(strings.TrimRight(privacyOther.ReplaceAllString(label, "_"), "_"), "0123456789_")
	label = strings.TrimRight(label[:min(len(label), 40)], "_")
	if label == "" {
		return "VALUE"
	}
	if known := privacySingular(label); known != "" {
		return known
	}
	return label
}

func privacyLuhn(value string) bool {
	sum, count := 0, 0
	for at := len(value) - 1; at >= 0; at-- {
		if value[at] < '0' || value[at] > '9' {
			continue
		}
		digit := int(value[at] - '0')
		if count%2 == 1 {
			digit *= 2
			if digit > 9 {
				digit -= 9
			}
		}
		sum += digit
		count++
	}
	return count >= 12 && count <= 19 && sum%10 == 0
}

func privacyIban(value string) bool {
	compact := strings.ReplaceAll(value, " ", "")
	if len(compact) < 15 {
		return false
	}
	rest := 0
	for _, char := range compact[4:] + compact[:4] {
		if char >= '0' && char <= '9' {
			rest = (rest*10 + int(char-'0')) % 97
		} else {
			rest = (rest*100 + int(char-'A') + 10) % 97
		}
	}
	return rest == 1
}

const privacyInner = "[${definition.innerClass.replace(/\\/g, '\\\\').replace('\\\\u2019', '\u2019')}]"

var (
	privacyFormat    = regexp.MustCompile("^(.)\\{TYPE\\}(.)\\{n\\}(.)$")
	privacyInnerOnly = regexp.MustCompile("^" + privacyInner + "*$")
	privacyExact     = regexp.MustCompile("^([A-Z](?:[A-Z0-9_]*[A-Z0-9])?)_([1-9][0-9]{0,8})$")
	privacyLoose     = regexp.MustCompile("^([A-Z][A-Z_]*?(?:_90_PLUS)?S?)_?([0-9]{1,9})(['\u2019]?S)?$")
	privacyMarks     = regexp.MustCompile("[\\\\*${'`'}]+")
	privacyGaps      = regexp.MustCompile("[\\s_\\-#:]+")
	privacyOther     = regexp.MustCompile("[^A-Z0-9]+")
	privacyYear      = regexp.MustCompile("(?:^|[^0-9])((?:1[89]|20|21)[0-9]{2})(?:[^0-9]|$)")
	privacyNumber    = regexp.MustCompile("[0-9]{1,3}")
	privacyZip       = regexp.MustCompile("(?:^|[^0-9])([0-9]{3})[0-9]{2}(?:-?[0-9]{4})?(?:[^0-9]|$)")
)

var privacyPatterns = []struct {
	kind    string
	pattern *regexp.Regexp
	check   func(string) bool
}{
${definition.patterns.map(({ type, pattern, check }) => `	{"${type}", regexp.MustCompile(${JSON.stringify(pattern)}), ${check === 'luhn' ? 'privacyLuhn' : check === 'iban' ? 'privacyIban' : 'nil'}},`).join('\n')}
}

const privacyRestrictedZip3 = "036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893"

var (
	privacyLabels   = privacyPairs(privacyLabelText)
	privacyKnown    = privacySet(privacyKnownText)
	privacyWithheld = privacySet(privacyWithheldText)
)

func privacyPairs(text string) map[string]string {
	pairs := map[string]string{}
	for _, pair := range strings.Fields(text) {
		name, label, _ := strings.Cut(pair, "=")
		pairs[name] = label
	}
	return pairs
}

func privacySet(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}

const privacyKnownText = "" +
${wrapped(definition.knownLabels, '	', '"', ' +')}

const privacyWithheldText = "" +
${wrapped(definition.withheld, '	', '"', ' +')}

const privacyLabelText = "" +
${wrapped(definition.labels, '	', '"', ' +')}
`;
