/** The classes of results: a frozen dataclass for each fragment and each other object that operations ask for. */
import {
  type GraphQLCompositeType,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from "graphql";
import { classSource, decoderSource, type Shape, typename } from "./python-class.ts";
import { TAKEN } from "./python-modules.ts";
import { pythonScalar } from "./python-scalars.ts";
import { className, docstring, pythonName } from "./python-words.ts";
import { type Documents, fieldsOf, narrowerTypes, type SelectedField, soleFragment } from "./selection.ts";

export type PythonTypes = {
  /** The shape of a field; a class that no fragment names has the name given. */
  shapeOf(type: GraphQLOutputType, sets: readonly SelectionSetNode[], name: string): Shape;
  /** What a variable of the type is given as. */
  givenAnnotation(type: GraphQLInputType): string;
  /** The statements that define everything that was asked for. */
  source(): string;
  names(): string[];
  /** The functions that make what is of several types. */
  decoders(): string[];
};

export function createPythonTypes(documents: Documents): PythonTypes {
  const enums = new Map<string, string>();
  const inputs = new Map<string, string>();
  const classes = new Map<string, string>();
  const decoders = new Set<string>();
  const begun = new Set<string>();

  function define(kind: Map<string, string>, name: string, source: string): void {
    const isOther = [enums, inputs, classes].some((known) => (known.get(name) ?? source) !== source);
    if (isOther || TAKEN.has(name)) {
      throw new Error(`Two different things would be named ${name} in Python: rename one.`);
    }
    kind.set(name, source);
  }

  function enumName(type: GraphQLEnumType): string {
    const values = type.getValues().map(({ name }) => `    "${name}",`);
    const about = docstring([type.description ?? ""], "");
    define(enums, type.name, `${type.name} = Literal[\n${values.join("\n")}\n]\n${about}`);
    return type.name;
  }

  function inputName(type: GraphQLInputObjectType): string {
    // What holds itself has to be named before it is there.
    if (begun.has(type.name)) return inputs.has(type.name) ? type.name : `"${type.name}"`;
    begun.add(type.name);
    const fields = Object.values(type.getFields()).map(
      ({ name, type: of }) => `"${name}": ${givenAnnotation(of)}`,
    );
    const about = docstring([type.description ?? ""], "");
    const source = `${type.name} = TypedDict("${type.name}", {${fields.join(", ")}}, total=False)\n${about}`;
    define(inputs, type.name, source);
    return type.name;
  }

  function givenAnnotation(type: GraphQLInputType): string {
    if (isNonNullType(type)) return givenAnnotation(type.ofType);
    if (isListType(type)) return `Sequence[${givenAnnotation(type.ofType)}]`;
    if (isEnumType(type)) return enumName(type);
    if (isInputObjectType(type)) return inputName(type);
    return pythonScalar(type.name).given;
  }

  function shapeOf(type: GraphQLOutputType, sets: readonly SelectionSetNode[], name: string): Shape {
    if (isNonNullType(type)) return innerShape(type.ofType, sets, name);
    const { annotation, decode } = innerShape(type, sets, name);
    return {
      annotation: annotation === "Any" ? "Any" : `Optional[${annotation}]`,
      decode: (json) => (decode(json) === json ? json : `None if ${json} is None else ${decode(json)}`),
    };
  }

  function innerShape(type: GraphQLOutputType, sets: readonly SelectionSetNode[], name: string): Shape {
    if (isListType(type)) return listShape(shapeOf(type.ofType, sets, name));
    const named = getNamedType(type);
    if (isCompositeType(named)) return objectShape(named, sets, name);
    // A newer gateway may say what this client has not heard of.
    if (isEnumType(named)) return { annotation: `Union[${enumName(named)}, str]`, decode: (json) => json };
    const { read, decode } = pythonScalar(named.name);
    return { annotation: read, decode: (json) => (decode ? `${decode}(${json})` : json) };
  }

  function listShape({ annotation, decode }: Shape): Shape {
    return {
      annotation: `list[${annotation}]`,
      decode: (json) => (decode("item") === "item" ? json : `[${decode("item")} for item in ${json}]`),
    };
  }

  function objectShape(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], name: string): Shape {
    const fragment = soleFragment(sets, type, documents);
    if (fragment) {
      const condition = documents.schema.getType(fragment.typeCondition.name.value);
      const owner = isCompositeType(condition) ? condition : type;
      return objectShape(owner, [fragment.selectionSet], className(fragment.name.value));
    }
    const narrower = narrowerTypes(sets, type, documents);
    if (narrower.length > 0) return unionShape(type, sets, name, narrower);
    defineClass(type, sets, name);
    return { annotation: name, decode: (json) => `${name}.from_json(${json})` };
  }

  function unionShape(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    name: string,
    narrower: readonly string[],
  ): Shape {
    for (const member of narrower) {
      const concrete = documents.schema.getType(member);
      if (isCompositeType(concrete)) defineClass(concrete, sets, name + member);
    }
    if (!defineClass(type, sets, `${name}Other`).some(({ key }) => key === "__typename")) {
      throw new Error(`${name} is of several types: ask for __typename in it.`);
    }
    const members = [...narrower, "Other"].map((member) => name + member);
    const decoder = `${pythonName(name)}_from_json`;
    decoders.add(decoder);
    define(
      classes,
      name,
      `${name} = Union[${members.join(", ")}]\n${docstring([type.description ?? ""], "")}\n\n` +
        decoderSource(decoder, name, narrower),
    );
    return { annotation: name, decode: (json) => `${decoder}(${json})` };
  }

  function defineClass(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    name: string,
  ): SelectedField[] {
    const fields = fieldsOf(sets, type, documents);
    const members = fields.map(({ key, field, sets: within }) => ({
      key,
      about: field ? (field.description ?? "") : "The name of its type.",
      shape: field ? shapeOf(field.type, within, name + className(key)) : typename,
    }));
    define(classes, name, classSource(name, type.description ?? "", members));
    return fields;
  }

  return {
    shapeOf,
    givenAnnotation,
    source: () => [...sorted(enums), ...inputs.values(), ...classes.values()].join("\n\n\n"),
    names: () => [...enums.keys(), ...inputs.keys(), ...classes.keys()].sort(),
    decoders: () => [...decoders].sort(),
  };
}

function sorted(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].sort().map(([, source]) => source);
}
