// The direction of imports: main -> gateway -> doors and resolvers -> context -> stores -> database -> records -> fields.
const rooms = "users|connections|history|deliveries|records|transfers|feed|retention|status";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or three.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "terra-and-merge-know-nothing-of-ours",
      severity: "error",
      from: { path: "^src/(terra|merge)/" },
      to: { path: "^src/", pathNot: "^src/(terra|merge)/|^src/errors\\.ts$" },
    },
    {
      name: "terra-and-merge-are-apart",
      severity: "error",
      from: { path: "^src/(terra|merge)/" },
      to: { path: "^src/(terra|merge)/", pathNot: "^src/$1/" },
    },
    {
      name: "doors-import-no-resolvers",
      comment: "The gateway hands them over.",
      severity: "error",
      from: { path: "^src/graphql/" },
      to: { path: "-resolver\\.ts$" },
    },
    {
      name: "rooms-do-not-know-the-doors",
      comment: "What rooms share of GraphQL are pages and places in them, ids, scalars and the context.",
      severity: "error",
      from: { path: `^src/(${rooms}|access|database)/` },
      to: {
        path: "^src/(webhook|graphql|explorer)/",
        pathNot: "^src/graphql/(pages|page-args|age-place|ids|scalars|context|selection)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "stores-do-not-know-resolvers",
      severity: "error",
      from: { path: "^src/", pathNot: "-resolver\\.ts$|^src/resolvers\\.ts$|^src/gateway\\.ts$" },
      to: { path: "-resolver\\.ts$" },
    },
    {
      name: "nothing-imports-the-front-door",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/main\\.ts$" },
      to: { path: "^src/(main|gateway)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "the-simulator-knows-terra-alone",
      comment:
        "It plays Terra: what it took from our side of the wire could agree with us and not with Terra.",
      severity: "error",
      from: { path: "^src/simulator/" },
      to: {
        path: "^src/",
        pathNot: "^src/(simulator|terra)/|^src/(config|errors|secrets|served-address|settings)\\.ts$",
      },
    },
    {
      name: "operators-commands-ask-over-graphql",
      comment: "They talk to a running gateway as any client does, from wherever they are run.",
      severity: "error",
      from: { path: "^src/operator/" },
      to: {
        path: "^src/",
        pathNot: "^src/operator/|^src/(config|errors|secrets|served-address|settings)\\.ts$",
      },
    },
    {
      name: "nothing-imports-operators-commands",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/operator/" },
      to: { path: "^src/operator/" },
    },
    {
      name: "the-simulated-world-knows-terra-alone",
      severity: "error",
      from: { path: "^src/simulator/world/" },
      to: { path: "^src/", pathNot: "^src/(simulator/world|terra)/" },
    },
    {
      name: "nothing-imports-the-simulator",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/simulator/" },
      to: { path: "^src/simulator/" },
    },
    {
      name: "migrations-stand-alone",
      severity: "error",
      from: { path: "^migrations/" },
      to: { path: "^src/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node"] },
  },
};
