import { Document, isScalar, isSeq, Scalar, visit } from 'yaml';

/**
 * The document as YAML, without line folding and anchors; what is short stands in one line, and so do lists of words. Each
 * level is indented by one space: two would be a sixteenth more bytes.
 * Readers of YAML 1.1 take it, too: what they would read as a time or as a question is quoted.
 */
export function toYaml(document: object): string {
  const tree = new Document(document, { aliasDuplicateObjects: false, version: '1.1' });
  visit(tree, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.includes('?')) node.type = Scalar.QUOTE_DOUBLE;
    },
    Collection(_key, node) {
      node.flow = JSON.stringify(node).length <= (isOfWords(node) ? longestWords : longest);
      return undefined;
    },
  });
  return tree.toString({ lineWidth: 0, indent: 1, indentSeq: false, flowCollectionPadding: false });
}

const longest = 300;
const longestWords = 1000;

function isOfWords(node: unknown): boolean {
  return isSeq(node) && node.items.every(isScalar);
}
