/** How large an operation may be: checked on the document, before anything runs. */
import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  Source,
  TokenKind,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { TerrariumError } from "../errors.ts";

export type Limits = {
  /** Fields within fields. */
  maxDepth: number;
  /** Tokens of the document. */
  maxTokens: number;
};

/** The largest request, over HTTP or in one message of a socket. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
/** Fields of an operation, fragments spread out: what it could answer for one row of each list. */
export const MAX_FIELDS = 10_000;
/** Fields at the top of an operation, which cost a statement each. */
export const MAX_ROOT_FIELDS = 100;

/** Measures of an operation with its fragments spread out. */
type Size = { depth: number; fields: number };

/** The rule that refuses operations that are too deep or too broad. Introspection is as deep as it is. */
export function sizeRule({ maxDepth }: Limits): ValidationRule {
  return (context): ASTVisitor => {
    const sizeOf = sizer(context);
    return {
      OperationDefinition(operation) {
        const { depth, fields } = sizeOf(operation.selectionSet);
        const roots = rootFields(operation, context);
        if (depth > maxDepth)
          context.reportError(tooLarge("fields within fields", maxDepth, depth, operation));
        if (fields > MAX_FIELDS) context.reportError(tooLarge("fields", MAX_FIELDS, fields, operation));
        if (roots > MAX_ROOT_FIELDS) {
          context.reportError(tooLarge("fields at its top", MAX_ROOT_FIELDS, roots, operation));
        }
        return false;
      },
    };
  };
}

/** Whether parsing stopped at the limit of tokens, which the parser reports as it does any mistake of syntax. */
export function stoppedAtTokens(error: GraphQLError, { maxTokens }: Limits): boolean {
  const end = error.positions?.[0];
  if (error.nodes || !error.source || end === undefined) return false;
  const lexer = new Lexer(new Source(error.source.body.slice(0, end)));
  let tokens = 0;
  try {
    while (lexer.advance().kind !== TokenKind.EOF) tokens++;
  } catch {
    // The mistake is within a token, which is cut in two here.
    return false;
  }
  return tokens >= maxTokens;
}

/** Whether parsing or checking a document used up the stack: then it nests deeper than can be said. */
export function isBottomless(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

// Each fragment is measured once, so that fragments that spread each other many times cost no more than they are long.
function sizer(context: ValidationContext): (set: SelectionSetNode) => Size {
  const fragments = new Map<string, Size>();
  const measureSet = (set: SelectionSetNode): Size =>
    set.selections.map(measure).reduce(beside, { depth: 0, fields: 0 });
  const measure = (selection: SelectionNode): Size => {
    if (selection.kind === Kind.FIELD) return measureField(selection.selectionSet, selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measureSet(selection.selectionSet);
    return measureFragment(context.getFragment(selection.name.value));
  };
  const measureField = (set: SelectionSetNode | undefined, name: string): Size => {
    if (name.startsWith("__")) return { depth: 0, fields: 0 };
    const { depth, fields } = set ? measureSet(set) : { depth: 0, fields: 0 };
    return { depth: depth + 1, fields: fields + 1 };
  };
  const measureFragment = (fragment: FragmentDefinitionNode | null | undefined): Size => {
    if (!fragment) return { depth: 0, fields: 0 };
    const name = fragment.name.value;
    const known = fragments.get(name);
    if (known) return known;
    // A fragment within itself is refused by a rule of the specification; here it only must not go round for ever.
    fragments.set(name, { depth: 0, fields: 0 });
    const size = measureSet(fragment.selectionSet);
    fragments.set(name, size);
    return size;
  };
  return measureSet;
}

function beside(a: Size, b: Size): Size {
  return { depth: Math.max(a.depth, b.depth), fields: a.fields + b.fields };
}

function rootFields(
  operation: OperationDefinitionNode,
  context: ValidationContext,
  spread = new Set<string>(),
): number {
  const count = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + count(selection.selectionSet);
      const fragment = context.getFragment(selection.name.value);
      if (!fragment || spread.has(selection.name.value)) return sum;
      spread.add(selection.name.value);
      return sum + count(fragment.selectionSet);
    }, 0);
  return count(operation.selectionSet);
}

function tooLarge(what: string, limit: number, size: number, node: OperationDefinitionNode): GraphQLError {
  const error = new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `An operation may have ${limit} ${what}; this one has ${size}. Ask for less at once, or in several operations.`,
  );
  return new GraphQLError(error.message, { nodes: node, originalError: error });
}
