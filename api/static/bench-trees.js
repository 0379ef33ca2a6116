// Formulas that came as data are computed, never run: numbers are SI, a tree is a number or a list that begins with its word.
const FUNCTIONS = {
  sqrt: Math.sqrt, abs: Math.abs, sign: Math.sign, floor: Math.floor, exp: Math.exp, ln: Math.log, lg: Math.log10,
  sin: Math.sin, cos: Math.cos, tan: Math.tan, asin: Math.asin, acos: Math.acos, atan: Math.atan,
  round: (value) => Math.sign(value) * Math.round(Math.abs(value)), min: Math.min, max: Math.max,
};

const RULES = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "=": (a, b) => a === b || near(a, b),
  "!=": (a, b) => !(a === b || near(a, b)),
  "<": (a, b) => a < b && !near(a, b),
  "<=": (a, b) => a < b || near(a, b),
  ">": (a, b) => a > b && !near(a, b),
  ">=": (a, b) => a > b || near(a, b),
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  not: (a) => !a,
  neg: (a) => -a,
};

function near(a, b) {
  return typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

export function compute(tree, names) {
  if (!Array.isArray(tree)) return tree;
  const [word, first, second, third] = tree;
  switch (word) {
    case "name": return Object.hasOwn(names, first) ? names[first] : NaN;
    case "word": return first;
    case "if": return compute(compute(first, names) ? second : third, names);
    case "in": return (compute(first, names) - (third ?? 0)) / second;
    case "call": return Object.hasOwn(FUNCTIONS, first) ? FUNCTIONS[first](...tree.slice(2).map((one) => compute(one, names))) : NaN;
    default: return Object.hasOwn(RULES, word) ? RULES[word](...tree.slice(1).map((one) => compute(one, names))) : NaN;
  }
}
