"""What the grammars call the same things: the only place that knows kinds of nodes by language."""

from dataclasses import dataclass
from typing import Final

from app.symbols.framework import Language


@dataclass(frozen=True, slots=True)
class Grammar:
    """Kinds of nodes of one language, as its tree-sitter grammar calls them."""

    parser: str
    calls: frozenset[str]
    functions: frozenset[str]
    scopes: frozenset[str]  # what a name that is declared within ends with
    bindings: frozenset[str]  # what gives a value a name
    texts: frozenset[str]  # string literals
    pieces: frozenset[str]  # their contents
    holes: frozenset[str]  # expressions within them
    sums: frozenset[str]
    lists: frozenset[str]


_PYTHON: Final = Grammar(
    parser="python",
    calls=frozenset({"call"}),
    functions=frozenset({"function_definition", "lambda"}),
    scopes=frozenset({"function_definition", "lambda"}),
    bindings=frozenset({"assignment", "named_expression", "keyword_argument"}),
    texts=frozenset({"string", "concatenated_string"}),
    pieces=frozenset({"string_content"}),
    holes=frozenset({"interpolation"}),
    sums=frozenset({"binary_operator"}),
    lists=frozenset({"list", "tuple", "set"}),
)
_SCRIPT_FUNCTIONS: Final = frozenset(
    {"function_declaration", "function_expression", "arrow_function", "method_definition", "function"}
)
_JAVASCRIPT: Final = Grammar(
    parser="javascript",
    calls=frozenset({"call_expression", "new_expression"}),
    functions=_SCRIPT_FUNCTIONS,
    scopes=_SCRIPT_FUNCTIONS | {"statement_block"},
    bindings=frozenset({"variable_declarator", "assignment_expression", "public_field_definition", "field_definition"}),
    texts=frozenset({"string", "template_string"}),
    pieces=frozenset({"string_fragment"}),
    holes=frozenset({"template_substitution"}),
    sums=frozenset({"binary_expression"}),
    lists=frozenset({"array"}),
)
_JAVA: Final = Grammar(
    parser="java",
    calls=frozenset({"method_invocation"}),
    functions=frozenset({"method_declaration", "lambda_expression"}),
    scopes=frozenset({"method_declaration", "block"}),
    bindings=frozenset({"variable_declarator", "assignment_expression"}),
    texts=frozenset({"string_literal"}),
    pieces=frozenset({"string_fragment"}),
    holes=frozenset({"string_interpolation"}),
    sums=frozenset({"binary_expression"}),
    lists=frozenset({"element_value_array_initializer", "array_initializer"}),
)
_GO: Final = Grammar(
    parser="go",
    calls=frozenset({"call_expression"}),
    functions=frozenset({"function_declaration", "method_declaration", "func_literal"}),
    scopes=frozenset({"function_declaration", "method_declaration", "func_literal", "block"}),
    bindings=frozenset({"short_var_declaration", "assignment_statement", "var_spec", "keyed_element"}),
    texts=frozenset({"interpreted_string_literal", "raw_string_literal"}),
    pieces=frozenset({"interpreted_string_literal_content", "raw_string_literal_content"}),
    holes=frozenset(),
    sums=frozenset({"binary_expression"}),
    lists=frozenset({"literal_value"}),
)
GRAMMARS: Final[dict[Language, Grammar]] = {
    "python": _PYTHON,
    "javascript": _JAVASCRIPT,
    "typescript": _JAVASCRIPT,
    "java": _JAVA,
    "go": _GO,
}


def parser_of(path: str, language: Language) -> str:
    """The name of the parser for a file: TypeScript has two."""
    if language == "typescript":
        return "tsx" if path.endswith(".tsx") else "typescript"
    return GRAMMARS[language].parser
