import ts from 'typescript';

/** Attributes and properties whose text people read or hear, even where it is one word. */
const SHOWN =
  /^(aria-(label|description|valuetext|roledescription)|title|placeholder|label|alt|message|tip|words|about|hint|heading|textValue|allowed|summary|reason|help|description)$/;
/** Elements whose text is what is typed, in every language. */
const TYPED = new Set(['code', 'kbd', 'samp']);
const WORD = /\p{L}{2,}/u;
/** Two words with a space between them: no identifier, path or key. */
const SENTENCE = /\p{L}{2}.*\s.*\p{L}{2}/su;
/** Attributes that hold no text, whatever expression makes them. */
const UNSEEN = /^(className|style|key|id|name|type|slot|panel|href|src|d|points|transform|viewBox|data-.*)$/;
/** Symbols of units are the same in all languages (SI, ISO/IEC 80000). */
const UNITS = /^([kMGT]?B|[kM]?bit|[cmk]?m|s|ms|min|h|[kM]?Hz|V|A|mm|px|x|[\s{}().,:;+−–/×·%°~-])*$/u;
/** An id of the catalogue, an action's or a setting's name, a media type: what programs compare. */
const NAME = /^([\w-]+(\.[\w…+-]+)+|[a-z]+\/[\w.+-]+(; ?[a-z]+=[\w.-]+)*)$/u;
/** What is typed at a terminal: the program, its commands and flags. */
const COMMAND = /^groundglass( |$)/u;
/** Called the same in all languages. */
const PRODUCT = 'Groundglass';
/** One word as people read it; compared with others it is a name of the platform's (`Escape`). */
const CAPITALISED = /^\p{Lu}\p{Ll}+[….:!?]*$/u;
/** Who reads what is given to these is a programmer, or no person at all. */
const FOR_PROGRAMMERS = /^(log|console|assert|performance|faults|querySelector|querySelectorAll|closest|matches|note)$/;
const ERRORS = /^(Error|TypeError|RangeError|AggregateError|SyntaxError|DOMException)$/;
/** In a comment above a literal, or behind it on its line. Why it is not shown stands there. */
const EXEMPT = /not shown:/;
/** In a comment anywhere in a file: nothing in it is shown. Why stands there. */
const EXEMPT_FILE = /not shown in this file:/;
/** Properties that logs, programs and documents read: a key, why something from the network was not read, a protocol's name. */
const UNSHOWN = /^(key|fault|protocol)$/;

/**
 * Text that people see or hear, written in code instead of taken from the catalogue.
 *
 * @param {string} name of the file, for its kind: `x.tsx`
 * @param {string} source
 * @returns {{ line: number, text: string }[]} from the first line (1) to the last
 */
export function findTexts(name, source) {
  if (EXEMPT_FILE.test(source)) return [];
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const lines = source.split('\n');
  const found = [];
  const take = (node, text) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    if (EXEMPT.test(lines[line]) || EXEMPT.test(lines[line - 1] ?? '')) return;
    found.push({ line: line + 1, text: text.replace(/\s+/g, ' ').trim() });
  };
  const visit = (node) => {
    if (
      isForProgrammers(node) ||
      isOfTheApi(node, file) ||
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node)
    )
      return;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isJsxElement(node) && TYPED.has(node.openingElement.tagName.getText(file))) return;
    if (ts.isJsxAttribute(node)) {
      const attribute = node.name.getText(file);
      if (UNSEEN.test(attribute) || (!SHOWN.test(attribute) && isText(node.initializer))) return;
    }
    if (ts.isJsxText(node)) {
      if (/\p{L}/u.test(node.text) && node.text.trim() !== PRODUCT) take(node, node.text);
    } else if (isText(node)) {
      const text = textOf(node);
      if (isForPeople(node, text, file)) take(node, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isText = (node) =>
  node !== undefined &&
  (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node));

/** A template's text, with `{}` where something is put in. */
function textOf(node) {
  if (!ts.isTemplateExpression(node)) return node.text;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

function isForPeople(node, text, file) {
  if (!WORD.test(text) || UNITS.test(text) || NAME.test(text) || COMMAND.test(text) || text === PRODUCT) return false;
  return (
    SENTENCE.test(text.replaceAll('{}', 'xx')) ||
    isShown(node, file) ||
    (CAPITALISED.test(text) && !ERRORS.test(text) && isKept(node))
  );
}

/** In a table, or the value of a name or of a function: neither compared nor asked for. */
function isKept({ parent }) {
  if (ts.isConditionalExpression(parent)) return isKept(parent);
  return (
    ts.isPropertyAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isArrowFunction(parent)
  );
}

/** Whether it is the value, or one of the values, of what is shown: `label: a ? 'One' : 'Two'`, `aria-label={'x'}`. */
function isShown(node, file) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && SHOWN.test(parent.name.getText(file));
  if (ts.isJsxAttribute(parent)) return SHOWN.test(parent.name.getText(file));
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isShown(parent, file);
  if (ts.isJsxExpression(parent)) return !ts.isJsxAttribute(parent.parent) || isShown(parent, file);
  return ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) ? isShown(parent, file) : false;
}

/**
 * What the OpenAPI document says of a route: `about: { summary, responses }`, and `{ description, schema }` of a response. It
 * is read by programmers, in English as the API is.
 */
function isOfTheApi(node, file) {
  if (!ts.isPropertyAssignment(node)) return false;
  const name = node.name.getText(file);
  if (UNSHOWN.test(name)) return true;
  if (name === 'about') return ts.isObjectLiteralExpression(node.initializer);
  return name === 'description' && node.parent.properties.some((other) => other.name?.getText(file) === 'schema');
}

/** `log.info(…)`, `this.#log.warn(…)`, `new Error(…)`, `element.closest(…)`. */
function isForProgrammers(node) {
  if (ts.isNewExpression(node)) return ts.isIdentifier(node.expression) && ERRORS.test(node.expression.text);
  if (!ts.isCallExpression(node)) return false;
  let called = node.expression;
  while (ts.isPropertyAccessExpression(called)) {
    if (FOR_PROGRAMMERS.test(called.name.text.replace('#', ''))) return true;
    called = called.expression;
  }
  return ts.isIdentifier(called) && FOR_PROGRAMMERS.test(called.text);
}
