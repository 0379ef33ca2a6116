"""How letters, chemical elements, signs and indices are called aloud."""

from collections.abc import Mapping
from typing import Final

from variants.texts import Language

LATIN: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": dict(
        zip(
            "abcdefghijklmnopqrstuvwxyz",
            "а бэ цэ дэ е эф жэ аш и йот ка эль эм эн о пэ ку эр эс тэ у вэ дубль-вэ икс игрек зет".split(),  # noqa: SIM905
            strict=True,
        )
    ),
    "en": dict(
        zip(
            "abcdefghijklmnopqrstuvwxyz",
            "ay bee see dee ee eff gee aitch eye jay kay ell em en oh pee cue ar ess tee you vee double-you ex wye zed".split(),  # noqa: E501, SIM905
            strict=True,
        )
    ),
}
GREEK: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": dict(
        zip(
            "αβγδεζηθικλμνξοπρςστυφχψω",
            "альфа бета гамма дельта эпсилон дзета эта тета йота каппа лямбда мю ню кси омикрон пи ро сигма сигма тау ипсилон фи хи пси омега".split(),  # noqa: E501, SIM905
            strict=True,
        )
    ),
    "en": dict(
        zip(
            "αβγδεζηθικλμνξοπρςστυφχψω",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split(),  # noqa: E501, SIM905
            strict=True,
        )
    ),
}
VARIANTS: Final = {
    "ϵ": "ε",
    "ϑ": "θ",
    "ϕ": "φ",
    "ϱ": "ρ",
    "µ": "μ",
    "ℓ": "l",
    "ħ": "h",
    "ℏ": "h",
    "Ω": "ω",
    "∆": "δ",
}
CYRILLIC: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "а бэ вэ гэ дэ е ё жэ зэ и йот ка эль эм эн о пэ эр эс тэ у эф ха цэ че ша ща твёрдый-знак ы мягкий-знак э ю я".split(),  # noqa: E501, SIM905
        strict=True,
    )
)
RUSSIAN_ELEMENTS: Final[Mapping[str, str]] = {
    **{
        "H": "аш",
        "C": "цэ",
        "N": "эн",
        "O": "о",
        "P": "пэ",
        "S": "эс",
        "F": "фтор",
        "Cl": "хлор",
        "Br": "бром",
    },
    **{
        "I": "йод",
        "Na": "натрий",
        "K": "калий",
        "Li": "литий",
        "Ca": "кальций",
        "Mg": "магний",
        "Ba": "барий",
    },
    **{"Al": "алюминий", "Zn": "цинк", "Fe": "феррум", "Cu": "купрум", "Ag": "аргентум", "Au": "аурум"},
    **{
        "Hg": "гидраргирум",
        "Pb": "плюмбум",
        "Sn": "станнум",
        "Si": "силициум",
        "Mn": "марганец",
        "Cr": "хром",
    },
    **{"Ni": "никель", "Co": "кобальт", "Ti": "титан", "As": "арсеникум", "Sb": "стибиум", "He": "гелий"},
    **{
        "Ne": "неон",
        "Ar": "аргон",
        "Be": "бериллий",
        "Sr": "стронций",
        "B": "бор",
        "Pt": "платина",
        "U": "уран",
    },
    **{
        "Rb": "рубидий",
        "Cs": "цезий",
        "Cd": "кадмий",
        "Bi": "висмут",
        "Ra": "радий",
        "Se": "селен",
        "W": "вольфрам",
    },
}
ELEMENTS: Final = frozenset(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm".split()  # noqa: E501, SIM905
)
FUNCTIONS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        **{
            "sin": "синус",
            "cos": "косинус",
            "tan": "тангенс",
            "tg": "тангенс",
            "ctg": "котангенс",
            "cot": "котангенс",
        },
        **{"arcsin": "арксинус", "arccos": "арккосинус", "arctan": "арктангенс", "arctg": "арктангенс"},
        **{
            "arcctg": "арккотангенс",
            "ln": "натуральный логарифм",
            "lg": "десятичный логарифм",
            "log": "логарифм",
        },
        **{
            "exp": "экспонента",
            "lim": "предел",
            "max": "максимум",
            "min": "минимум",
            "sh": "гиперболический синус",
        },
        **{"ch": "гиперболический косинус", "th": "гиперболический тангенс", "sinh": "гиперболический синус"},
        **{"cosh": "гиперболический косинус", "tanh": "гиперболический тангенс", "det": "определитель"},
        **{"sec": "секанс", "csc": "косеканс"},
    },
    "en": {
        **{
            "sin": "sine",
            "cos": "cosine",
            "tan": "tangent",
            "tg": "tangent",
            "ctg": "cotangent",
            "cot": "cotangent",
        },
        **{"arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent", "arctg": "arc tangent"},
        **{
            "arcctg": "arc cotangent",
            "ln": "natural logarithm of",
            "lg": "decimal logarithm of",
            "log": "logarithm of",
        },
        **{
            "exp": "exponential of",
            "lim": "limit",
            "max": "maximum",
            "min": "minimum",
            "sh": "hyperbolic sine",
        },
        **{"ch": "hyperbolic cosine", "th": "hyperbolic tangent", "sinh": "hyperbolic sine"},
        **{"cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent", "det": "determinant of"},
        **{"sec": "secant", "csc": "cosecant"},
    },
}
INDICES: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        **{
            "0": "нулевое",
            "тр": "трения",
            "упр": "упругости",
            "т": "тяжести",
            "тяж": "тяжести",
            "ср": "среднее",
        },
        **{
            "нач": "начальное",
            "кон": "конечное",
            "max": "максимальное",
            "min": "минимальное",
            "макс": "максимальное",
        },
        **{
            "мин": "минимальное",
            "пл": "плавления",
            "пар": "парообразования",
            "к": "кинетическая",
            "п": "потенциальная",
        },
        **{
            "ж": "жидкости",
            "цс": "центростремительное",
            "отн": "относительное",
            "общ": "общее",
            "эфф": "эффективное",
            "сопр": "сопротивления",
        },
    },
    "en": {"0": "nought", "max": "maximum", "min": "minimum", "av": "average", "avg": "average"},
}
SIGNS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        **{
            "=": "равно",
            "≠": "не равно",
            "≈": "приблизительно равно",
            "≃": "приблизительно равно",
            "∼": "порядка",
        },
        **{
            "~": "пропорционально",
            "≡": "тождественно равно",
            "<": "меньше",
            ">": "больше",
            "≤": "меньше или равно",
        },
        **{
            "≥": "больше или равно",
            "≪": "много меньше",
            "≫": "много больше",
            "+": "плюс",
            "−": "минус",
            "-": "минус",
        },
        **{"±": "плюс-минус", "∓": "минус-плюс", "·": "умножить на", "⋅": "умножить на", "∙": "умножить на"},
        **{"×": "умножить на", "*": "умножить на", "/": "делить на", "÷": "делить на", ":": "делить на"},
        **{"→": "стремится к", "⇒": "следовательно", "⇔": "равносильно", "←": "следует из", "↔": "взаимно"},
        **{"⇌": "обратимо", "↑": "вверх", "↓": "вниз", "⟶": "стремится к", "∝": "пропорционально"},
        **{"∞": "бесконечность", "∂": "дэ", "∇": "набла", "∘": "градусов", "°": "градусов", "%": "процентов"},
        **{"∥": "параллельно", "⊥": "перпендикулярно", "∠": "угол", "△": "треугольник", "∈": "принадлежит"},
        **{
            "∉": "не принадлежит",
            "∪": "объединение",
            "∩": "пересечение",
            "⊂": "подмножество",
            "∀": "для любого",
        },
        **{"∃": "существует", "∅": "пустое множество", "!": "факториал", "′": "штрих", "″": "два штриха"},
        **{"∑": "сумма", "∏": "произведение", "∫": "интеграл", "∮": "интеграл по контуру", "√": "корень из"},
        **{"∧": "и", "∨": "или", "¬": "не", "½": "одна вторая", "¼": "одна четверть", "¾": "три четверти"},
        **{
            "№": "номер",
            "§": "параграф",
            "&": "и",
            "…": "и так далее",
            "⋯": "и так далее",
        },
    },
    "en": {
        **{
            "=": "equals",
            "≠": "is not equal to",
            "≈": "is approximately equal to",
            "≃": "is approximately equal to",
        },
        **{"∼": "is of the order of", "~": "is proportional to", "≡": "is identical to", "<": "is less than"},
        **{">": "is greater than", "≤": "is less than or equal to", "≥": "is greater than or equal to"},
        **{"≪": "is much less than", "≫": "is much greater than", "+": "plus", "−": "minus", "-": "minus"},
        **{
            "±": "plus or minus",
            "∓": "minus or plus",
            "·": "times",
            "⋅": "times",
            "∙": "times",
            "×": "times",
        },
        **{"*": "times", "/": "over", "÷": "divided by", ":": "to", "→": "tends to", "⇒": "implies"},
        **{
            "⇔": "is equivalent to",
            "←": "follows from",
            "↔": "corresponds to",
            "⇌": "is in equilibrium with",
        },
        **{
            "↑": "up",
            "↓": "down",
            "⟶": "tends to",
            "∝": "is proportional to",
            "∞": "infinity",
            "∂": "partial dee",
        },
        **{"∇": "nabla", "∘": "degrees", "°": "degrees", "%": "percent", "∥": "is parallel to"},
        **{
            "⊥": "is perpendicular to",
            "∠": "angle",
            "△": "triangle",
            "∈": "belongs to",
            "∉": "does not belong to",
        },
        **{"∪": "union", "∩": "intersection", "⊂": "is a subset of", "∀": "for all", "∃": "there exists"},
        **{"∅": "the empty set", "!": "factorial", "′": "prime", "″": "double prime", "∑": "the sum"},
        **{
            "∏": "the product",
            "∫": "the integral",
            "∮": "the closed integral",
            "√": "the root of",
            "∧": "and",
        },
        **{"∨": "or", "¬": "not", "½": "one half", "¼": "one quarter", "¾": "three quarters", "№": "number"},
        **{"§": "section", "&": "and", "…": "and so on", "⋯": "and so on"},
    },
}


def letter_name(letter: str, language: Language) -> str:
    """Return how one letter is called; "" for what is no letter that we know."""
    plain = VARIANTS.get(letter, letter).lower()
    if plain in GREEK[language]:
        return GREEK[language][plain]
    if language == "ru" and plain in CYRILLIC:
        return CYRILLIC[plain]
    return LATIN[language].get(plain, "")
