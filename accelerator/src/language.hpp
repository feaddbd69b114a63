// Language: the tables of one language as flat arrays, as codestruct.language compiles them.
#pragma once
#include "python.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct TSLanguage;
struct TSParser;

using Ints = std::vector<int32_t>;
using Flags = std::vector<uint8_t>;

// The parts of constructs, the constructs, the kinds of scope rules and the jumps that the kernels know, by name.
#define CODESTRUCT_PARTS(X)                                                                                            \
    X(test) X(then) X(else) X(left) X(right) X(operand) X(each) X(in) X(body) X(clauses) X(subject) X(guard)           \
    X(handlers) X(finally) X(resources) X(label) X(init) X(update) X(header) X(generators) X(type) X(value) X(object)  \
    X(callee) X(levels) X(binds) X(cases) X(name) X(generic) X(outer) X(of) X(within)
#define CODESTRUCT_FORMS(X)                                                                                            \
    X(branch) X(arm) X(logic) X(not) X(group) X(alternatives) X(aside) X(loop) X(generator) X(bind) X(header)          \
    X(switch) X(case) X(try) X(with) X(handler) X(jump) X(label) X(assert) X(comprehension) X(call) X(default) X(chain)
#define CODESTRUCT_SCOPES(X) X(module) X(function) X(class) X(block) X(comprehension) X(header) X(member)
#define CODESTRUCT_JUMPS(X) X(function) X(switch) X(break) X(continue) X(throw) X(goto) X(fallthrough) X(retry)

#define CODESTRUCT_ENUMERATOR(name) name##_,
namespace part { enum Part : int8_t { CODESTRUCT_PARTS(CODESTRUCT_ENUMERATOR) COUNT }; }
namespace form { enum Form : int8_t { none = -1, CODESTRUCT_FORMS(CODESTRUCT_ENUMERATOR) COUNT }; }
namespace scope { enum Scope : int8_t { none = -1, CODESTRUCT_SCOPES(CODESTRUCT_ENUMERATOR) COUNT }; }
namespace jump { enum Jump : int8_t { CODESTRUCT_JUMPS(CODESTRUCT_ENUMERATOR) COUNT }; }

// Where the children of a node belong: a part by field, by kind, by position among the named ones, or what is left.
struct Parts {
    uint64_t present = 0;  // which parts it names at all, a bit each
    std::vector<int8_t> by_field, by_kind;
    std::vector<std::pair<int32_t, int8_t>> by_position;
    int8_t others = -1;
};

// A word of a form: true or false, or texts, with the token kinds that have them.
struct Word {
    bool given = false, is_list = false, truth = false;
    std::vector<std::string> texts;
    Flags tokens, kinds;  // by kind: an anonymous token of such a text; any kind of such a name
    bool holds(std::string_view text) const;
};

struct Form {
    form::Form name;
    Parts parts;
    int32_t operator_field = -1, to = -1;
    Word and_, or_, not_, assigns, negated, after, fallthrough, exhaustive, default_, catch_all, unbinds, goto_, breaks,
        continues, checked, scattered, never_returns, aside_parts;
    bool exhaustive_in_expressions = false;
};

struct ScopeRule {
    scope::Scope kind;
    Parts parts;
    bool named_outer, named_inner, hoist, inner, sealed, rejoins;
    bool hoist_anywhere;
    Flags hoist_in, unless_in, unless_has, through;
    bool has_unless_has;
};

// What a place does to the names below it; role and intro -1 leave what the place around says.
struct Effect {
    int32_t role, intro, otherwise, condition, seen_end, seen_field;
    bool ignore, first, capture, outside, siblings, entry, last, silent, capital, matched, apart, small, unless;
    bool active, use, plain;
};

// (kind, field) or (kind, kind of child) of a place; (kind below, -1) or (kind, field) of one below it: its effect.
struct Below {
    int32_t kind, place;
    std::vector<std::pair<std::pair<int32_t, int32_t>, int32_t>> effects;
};

struct Language {
    const TSLanguage *grammar = nullptr;
    std::vector<TSParser *> parsers;  // idle ones
    int32_t kinds = 0, fields = 0, error = 0;

    Flags named, counts, is_comment, is_token, is_atom, is_string, is_body, has_members, holes, clauses, can_be_unit,
        separators, separated, is_wrapper, is_statement_place;
    Flags member_field, member_kind, unit_field, else_field;
    Flags token_class, category;
    Ints wrappers;

    Flags is_name, is_apart, is_name_at, is_name_below;
    std::vector<int16_t> field_effect, pair_effect;
    std::vector<std::vector<std::pair<int32_t, int32_t>>> position_effect;  // by kind: position, effect
    struct Variant { Flags children; int32_t field, effect; };
    std::vector<std::vector<Variant>> variant_effect;
    struct Nested { int32_t above, kind, field, effect; };
    std::vector<Nested> nested_effect;
    std::vector<Below> below_field, below_kind;
    std::vector<Effect> effects;
    std::vector<std::string> blank_names;
    std::string private_prefix;

    std::vector<Form> forms;
    std::vector<ScopeRule> rules;
    Ints form_of, rule_of;                        // by kind, -1 for none
    std::vector<Ints> order;                      // by kind
    Flags has_order, is_special, is_active, is_ending_call, is_constant, decides, is_choice, is_guard, is_call, is_quiet;
    Flags is_chain_token, is_function;
    struct Constant { int32_t kind; std::string text; bool truth; };
    std::vector<Constant> constants;
    bool raises_after = false;

    std::vector<uint8_t> visible_from_name;       // by scope kind: 0 hoisted, 1 name, 2 declaration
    bool else_apart = false, has_member_rules = false, redeclare_new = false, class_hidden = false, has_docstrings = false;
    bool lowers = false;                          // whether the kernels know every construct of the language

    ~Language();
    const Form *form(int32_t kind) const { return form_of[kind] < 0 ? nullptr : &forms[form_of[kind]]; }
    const ScopeRule *rule(int32_t kind) const { return rule_of[kind] < 0 ? nullptr : &rules[rule_of[kind]]; }
};

// The language of a mapping that codestruct_accelerator.flattening makes; takes no reference to it.
Language *read_language(PyObject *flat, PyObject *capsule);
