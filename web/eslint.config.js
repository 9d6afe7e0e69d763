// What the browser's scripts may do. Types and missing returns are tsc's, layout is nobody's.
import js from "@eslint/js";
import globals from "globals";

// Text from traces is hostile: it becomes text nodes, or HTML that the server has escaped, which `parse` takes apart.
const SINKS = [
  "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]",
  "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]",
  "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]",
].map((selector) => ({ selector, message: "HTML is taken apart in replay/parts.js alone." }));

export default [
  js.configs.recommended,
  {
    files: ["static/js/**/*.js"],
    linterOptions: { noInlineConfig: true },
    languageOptions: { globals: globals.browser },
    rules: {
      "array-callback-return": "error",
      "dot-notation": "error",
      eqeqeq: "error",
      "no-alert": "error",
      "no-console": "error",
      "no-duplicate-imports": "error",
      "no-else-return": ["error", { allowElseIf: false }],
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implicit-globals": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-restricted-syntax": ["error", ...SINKS],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-unneeded-ternary": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      radix: "error",
      "require-await": "error",
      yoda: "error",
    },
  },
  { files: ["static/js/replay/parts.js"], rules: { "no-restricted-syntax": "off" } },
  { files: ["static/js/replay/early.js"], languageOptions: { sourceType: "script" } },
];
