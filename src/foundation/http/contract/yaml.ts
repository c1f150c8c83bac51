import { Document, visit } from 'yaml';

/** The document as YAML, without line folding and anchors; what is short stands in one line. */
export function toYaml(document: object): string {
  const tree = new Document(document, { aliasDuplicateObjects: false });
  visit(tree, {
    Collection(_key, node) {
      if (JSON.stringify(node).length > shortLength) return undefined;
      node.flow = true;
      return visit.SKIP;
    },
  });
  return tree.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
}

const shortLength = 120;
