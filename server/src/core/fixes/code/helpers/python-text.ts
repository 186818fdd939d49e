import { type HelperDefinition, wrapped } from './definition.ts';

/** Generalization, free text and tables of `prompt_privacy.py`. */
export const pythonText = (definition: HelperDefinition): string =>
  String.raw`def generalize(value: Any, form: str) -> str:
    """A coarser value: year, age90 (90 and older as one class), zip3, bucket. Where it cannot be computed: [UNKNOWN]."""
    text = "" if value is None else str(value)
    this_year = datetime.date.today().year
    year = re.search(r"(?<![0-9])((?:1[89]|20|21)[0-9]{2})(?![0-9])", text)
    if form == "year" and year:
        oldest = this_year - 90
        return f"{oldest} or earlier" if int(year.group(1)) <= oldest else year.group(1)
    if form == "age90":
        number = re.search(r"[0-9]{1,3}", text)
        age = this_year - int(year.group(1)) if year else int(number.group(0)) if number else -1
        if age >= 0:
            return "90 or older" if age >= 90 else str(age)
    if form == "zip3":
        zip_code = re.search(r"(?<![0-9])([0-9]{3})[0-9]{2}(?:-?[0-9]{4})?(?![0-9])", text)
        if zip_code:
            return "000" if zip_code.group(1) in _RESTRICTED_ZIP3 else zip_code.group(1)
    if form == "bucket":
        digits = re.search(r"[0-9][0-9., ]*", text)
        if digits:
            number = int(re.sub(r"[., ]", "", re.sub(r"[.,][0-9]{1,2}$", "", digits.group(0).strip())))
            width = 10 ** max(1, len(str(number)) - 1)
            low = number // width * width
            return f"{low}-{low + width}"
    return "" if text == "" else "[UNKNOWN]"


_RESTRICTED_ZIP3 = frozenset(
    "036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893".split()
)


def project(record: Any, fields: Any, *, vault: Optional[Vault] = None) -> dict[str, Any]:
    """A record narrowed to named fields: a list of names, or names with forms (keep, tokenize:TYPE, generalize:year …)."""
    def read(name: str) -> Any:
        return record[name] if isinstance(record, dict) else getattr(record, name)

    def in_form(value: Any, form: str) -> Any:
        if form == "keep":
            return value
        if isinstance(value, (list, tuple)):
            return [in_form(item, form) for item in value]
        if form.startswith("generalize:"):
            return generalize(value, form[len("generalize:"):])
        if form.startswith("tokenize:") and vault is not None:
            return tokenize(value, form[len("tokenize:"):], vault=vault)
        if form == "scrub" and vault is not None:
            return scrub(value, vault=vault)
        if form in ("redact", "replace"):
            return "[REDACTED]"
        raise PrivacyError(f"project() needs vault= for the form {form!r}.")

    forms = fields if isinstance(fields, dict) else {name: "keep" for name in fields}
    return {name: in_form(read(name), form) for name, form in forms.items()}


def scrub(text: Any, *, vault: Vault) -> str:
    """Free text with its identifiers tokenized. Names are found by Presidio: without it, scrub() refuses.

    Install it (pip install presidio-analyzer, and a spaCy model), or set prompt_privacy.analyzer to an engine of yours.
    """
    text = "" if text is None else str(text)
    changes: list[tuple[int, int, str, bool]] = []
    for kind, pattern, check in _PATTERNS:
        for match in pattern.finditer(text):
            if check is None or check(match.group(1)):
                changes.append((match.start(1), match.end(1), kind, False))
    for found in _presidio().analyze(text=text, language="en"):
        kind = _PRESIDIO.get(found.entity_type)
        if kind and found.score >= 0.4:
            changes.append((found.start, found.end, kind, False))
    with vault._lock:
        known = [entry for entry in vault._entries if not entry.get("literal") and len(entry["value"]) >= 3]
    for entry in sorted(known, key=lambda one: -len(one["value"])):
        for match in re.finditer(r"(?<!\w)" + re.escape(entry["value"]) + r"(?!\w)", text):
            changes.append((match.start(), match.end(), entry["type"], False))
    for match in vault._pattern.finditer(text):
        token = _read(match, vault)
        if token is not None:
            changes.append((match.start() + len(token[0]), match.end(), token[1], True))
    return _replace(text, changes, vault)


def _replace(text: str, changes: list[tuple[int, int, str, bool]], vault: Vault) -> str:
    pieces: list[str] = []
    done = 0
    merged: list[list[Any]] = []
    for start, end, kind, literal in sorted(changes, key=lambda one: (one[0], -one[1])):
        if merged and start < merged[-1][1]:
            last = merged[-1]
            last[1] = max(last[1], end)
            if last[3] and not literal:
                last[2], last[3] = kind, False
        else:
            merged.append([start, end, kind, literal])
    for start, end, kind, literal in merged:
        pieces.append(text[done:start])
        if kind in _WITHHELD and not literal:
            pieces.append("[REDACTED]")
        else:
            pieces.append(vault._token(text[start:end], kind, literal))
        done = end
    return "".join(pieces) + text[done:]


def _presidio() -> Any:
    global analyzer
    if analyzer is None:
        try:
            from presidio_analyzer import AnalyzerEngine
        except ImportError:
            raise PrivacyError("scrub() needs presidio-analyzer to find names. Install it, or tokenize field by field.") from None
        analyzer = AnalyzerEngine()
    return analyzer


def _read(match: "re.Match[str]", vault: Vault) -> Optional[tuple[str, str, Optional[int], str]]:
    """Backslashes that are not the token's, label, number and suffix of a token-like match; None for anything else."""
    before, inner = match.group(1), match.group(2)
    escapes = min(${definition.maxEscapes}, len(inner) - len(inner.rstrip("\\")))
    kept = before[: len(before) - escapes] if len(before) >= escapes else before
    canonical = inner
    if vault._separator != "_":
        head, found, tail = inner.rpartition(vault._separator)
        canonical = f"{head}_{tail}" if found and "_" not in tail else ""
    exact = re.fullmatch(r"([A-Z](?:[A-Z0-9_]*[A-Z0-9])?)_([1-9][0-9]{0,8})", canonical)
    if exact:
        return kept, _singular(exact.group(1)) or exact.group(1), int(exact.group(2)), ""
    if inner in _KNOWN:
        return kept, inner, None, ""
    bare = re.sub(r"[\\*` +
  '`' +
  String.raw`]+", "", inner).strip()
    key = re.sub(r"^_|_$", "", re.sub(r"[\s_\-#:]+", "_", bare.upper()))
    loose = re.fullmatch(r"([A-Z][A-Z_]*?(?:_90_PLUS)?S?)_?([0-9]{1,9})(['\u2019]?S)?", key)
    if not loose:
        return (kept, key, None, "") if bare == key and key in _KNOWN else None
    label = _singular(loose.group(1))
    if label is None:
        return None
    suffix = bare[-len(loose.group(3)):] if loose.group(3) else ""
    return kept, label, int(loose.group(2)), suffix


def _singular(label: str) -> Optional[str]:
    if label in _KNOWN:
        return label
    one = label[:-1] if label.endswith("S") else label
    return one if one in _KNOWN else None


def _label(kind: str) -> str:
    known = _LABELS.get(kind) or (kind if kind in _KNOWN else None)
    if known is None:
        known = next((label for name, label in _LABELS.items() if name.startswith(kind + ".")), None)
    if known:
        return known
    label = re.sub(r"^[0-9_]+|_+$", "", re.sub(r"[^A-Z0-9]+", "_", kind.rpartition(".")[2].upper()))[:40].rstrip("_")
    return (_singular(label) or label) if label else "VALUE"


def _luhn(value: str) -> bool:
    digits = [int(char) for char in value if char.isdigit()]
    doubled = [digit if place % 2 == 0 else (digit * 2 - 9 if digit > 4 else digit * 2) for place, digit in enumerate(reversed(digits))]
    return 12 <= len(digits) <= 19 and sum(doubled) % 10 == 0


def _iban(value: str) -> bool:
    compact = value.replace(" ", "")
    turned = compact[4:] + compact[:4]
    return len(compact) >= 15 and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


_CHECKS = {"luhn": _luhn, "iban": _iban}

_PATTERNS = [
${definition.patterns.map(({ type, pattern, check }) => `    ("${type}", re.compile(r"""${pattern}"""), ${check ? `_CHECKS["${check}"]` : 'None'}),`).join('\n')}
]

_PRESIDIO = {
    "PERSON": "PERSON_NAME", "EMAIL_ADDRESS": "EMAIL_ADDRESS", "PHONE_NUMBER": "PHONE_NUMBER", "US_SSN": "US_SSN",
    "CREDIT_CARD": "CREDIT_CARD", "IBAN_CODE": "IBAN", "IP_ADDRESS": "IP_ADDRESS", "LOCATION": "CITY",
    "DATE_TIME": "EVENT_DATE", "US_DRIVER_LICENSE": "DRIVER_LICENSE", "US_PASSPORT": "PASSPORT", "US_ITIN": "US_ITIN",
    "MEDICAL_LICENSE": "PROFESSIONAL_LICENSE", "URL": "URL", "UK_NHS": "UK_NHS_NUMBER", "CRYPTO": "CRYPTO_WALLET",
    "US_BANK_NUMBER": "BANK_ACCOUNT",
}

_KNOWN = frozenset((
${wrapped(definition.knownLabels, '    ', '"', ' ')}
).split())

_WITHHELD = frozenset((
${wrapped(definition.withheld, '    ', '"', ' ')}
).split())

_LABELS = dict(pair.split("=") for pair in (
${wrapped(definition.labels, '    ', '"', ' ')}
).split())
`;
