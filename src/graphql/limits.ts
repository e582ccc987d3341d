/** How large an operation may be: checked on the document, before anything runs. */
import {
  type ASTVisitor,
  GraphQLError,
  getNamedType,
  isIntrospectionType,
  Lexer,
  type OperationDefinitionNode,
  Source,
  TokenKind,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { TerrariumError } from "../errors.ts";
import { rootFields, sizer } from "./operation-size.ts";

export type Limits = {
  /** Fields within fields. */
  maxDepth: number;
  /** Tokens of the document. */
  maxTokens: number;
  /** Fields under another name than their own, fragments spread out. */
  maxAliases: number;
  /** What an operation may cost, by the weights of cost.ts. */
  maxCost: number;
  /** Whether the schema is told. */
  introspection: boolean;
};

/** The largest request, over HTTP or in one message of a socket. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
/** Fields of an operation, fragments spread out: what it could answer for one row of each list. */
export const MAX_FIELDS = 10_000;
const INTROSPECTION_IS_OFF =
  "Introspection is off here: the schema is in schema/schema.graphql of Terrarium, and TERRARIUM_INTROSPECTION=true turns it on.";

/** What of an operation has to be walked through, fragments spread out. */
export const MAX_PARTS = 12_000;
/** Fields at the top of an operation, which cost a statement each. */
export const MAX_ROOT_FIELDS = 100;

/** The rules for documents, beside GraphQL's own. */
export function rulesOf(limits: Limits): ValidationRule[] {
  return limits.introspection ? [sizeRule(limits)] : [sizeRule(limits), withoutIntrospection];
}

// Introspection is as deep as it is.
function sizeRule({ maxDepth, maxAliases }: Limits): ValidationRule {
  return (context): ASTVisitor => {
    const sizeOf = sizer(context);
    return {
      OperationDefinition(operation) {
        const { depth, fields, aliases, parts } = sizeOf(operation.selectionSet);
        const measures: [string, number, number][] = [
          ["fields within fields", maxDepth, depth],
          ["aliases", maxAliases, aliases],
          ["fields", MAX_FIELDS, fields],
          ["fields, fragments and values", MAX_PARTS, parts],
          ["fields at its top", MAX_ROOT_FIELDS, rootFields(operation, context)],
        ];
        const over = measures.find(([, limit, size]) => size > limit);
        if (over) context.reportError(tooLarge(...over, operation));
        return false;
      },
    };
  };
}

// As graphql's NoSchemaIntrospectionCustomRule, once for each document and in words that help.
function withoutIntrospection(context: ValidationContext): ASTVisitor {
  let isTold = false;
  return {
    Field(node) {
      const type = getNamedType(context.getType());
      if (!type || !isIntrospectionType(type)) return undefined;
      if (!isTold) context.reportError(new GraphQLError(INTROSPECTION_IS_OFF, { nodes: node }));
      isTold = true;
      return false;
    },
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

function tooLarge(what: string, limit: number, size: number, node: OperationDefinitionNode): GraphQLError {
  const error = new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `An operation may have ${limit} ${what}; this one has ${size}. Ask for less at once, or in several operations.`,
  );
  return new GraphQLError(error.message, { nodes: node, originalError: error });
}
