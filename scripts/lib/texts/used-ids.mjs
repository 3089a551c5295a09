import ts from 'typescript';

/**
 * Which ids of the catalogue a file names: in a literal, or by a template whose fixed parts fit (`job.${state}`).
 *
 * @param {string} source
 * @param {readonly string[]} ids
 * @returns {string[]}
 */
export function usedIds(source, ids) {
  const file = ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true);
  const known = new Set(ids);
  const used = [];
  const visit = (node) => {
    if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && known.has(node.text))
      used.push(node.text);
    if (ts.isTemplateExpression(node) && node.head.text.includes('.')) {
      const spans = node.templateSpans.map(({ literal }) => `[\\w-]+${quoted(literal.text)}`);
      const pattern = new RegExp(`^${quoted(node.head.text)}${spans.join('')}$`);
      used.push(...ids.filter((id) => pattern.test(id)));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return used;
}

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
