// Reading the flat tables of a language.
#include "language.hpp"

#include "tree_sitter/api.h"

#include <algorithm>

namespace {

PyObject *entry(PyObject *mapping, const char *name) {
    PyObject *found = PyDict_GetItemString(mapping, name);  // borrowed
    if (!found) {
        PyErr_Format(PyExc_KeyError, "the flat tables of a language lack %s", name);
        throw PythonError();
    }
    return found;
}

bool truth(PyObject *mapping, const char *name) { return PyObject_IsTrue(entry(mapping, name)) == 1; }
int32_t number(PyObject *mapping, const char *name) { return static_cast<int32_t>(integer(entry(mapping, name))); }
Flags flags(PyObject *mapping, const char *name) { return elements<uint8_t>(entry(mapping, name)); }

std::string text_of(PyObject *bytes) {
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(bytes, &data, &size) < 0) throw PythonError();
    return std::string(data, size);
}

// Calls `use` with each element of a sequence, borrowed.
template <class Use> void each(PyObject *sequence, Use use) {
    Ref fast(check(PySequence_Fast(sequence, "the flat tables of a language have a list here")));
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(fast.get()); i++) use(PySequence_Fast_GET_ITEM(fast.get(), i));
}

std::vector<std::string> texts(PyObject *sequence) {
    std::vector<std::string> found;
    each(sequence, [&](PyObject *one) { found.push_back(text_of(one)); });
    return found;
}

Parts read_parts(PyObject *flat) {
    Parts parts;
    parts.present = static_cast<uint64_t>(integer(entry(flat, "present")));
    parts.by_field = elements<int8_t>(entry(flat, "by_field"));
    parts.by_kind = elements<int8_t>(entry(flat, "by_kind"));
    each(entry(flat, "by_position"), [&](PyObject *pair) {
        Ints two = integers(pair);
        parts.by_position.emplace_back(two[0], static_cast<int8_t>(two[1]));
    });
    parts.others = static_cast<int8_t>(number(flat, "others"));
    return parts;
}

Word read_word(PyObject *flat, const char *name) {
    Word word;
    PyObject *found = entry(flat, name);
    if (found == Py_None) return word;
    word.given = true;
    word.is_list = truth(found, "is_list");
    word.truth = truth(found, "truth");
    word.texts = texts(entry(found, "texts"));
    word.tokens = flags(found, "tokens");
    word.kinds = flags(found, "kinds");
    return word;
}

Form read_form(PyObject *flat) {
    Form one;
    one.name = static_cast<form::Form>(number(flat, "name"));
    one.parts = read_parts(entry(flat, "parts"));
    one.operator_field = number(flat, "operator_field");
    one.to = number(flat, "to");
    one.exhaustive_in_expressions = truth(flat, "exhaustive_in_expressions");
    PyObject *words = entry(flat, "words");
    std::pair<const char *, Word *> places[] = {
        {"and", &one.and_}, {"or", &one.or_}, {"not", &one.not_}, {"assigns", &one.assigns}, {"negated", &one.negated},
        {"after", &one.after}, {"fallthrough", &one.fallthrough}, {"exhaustive", &one.exhaustive},
        {"default", &one.default_}, {"catch_all", &one.catch_all}, {"unbinds", &one.unbinds}, {"goto", &one.goto_},
        {"breaks", &one.breaks}, {"continues", &one.continues}, {"scattered", &one.scattered}, {"checked", &one.checked},
        {"never_returns", &one.never_returns}, {"parts", &one.aside_parts},
    };
    for (auto &[name, word] : places) *word = read_word(words, name);
    return one;
}

ScopeRule read_rule(PyObject *flat) {
    ScopeRule one;
    one.kind = static_cast<scope::Scope>(number(flat, "kind"));
    one.parts = read_parts(entry(flat, "parts"));
    one.named_outer = truth(flat, "named_outer");
    one.named_inner = truth(flat, "named_inner");
    one.hoist = truth(flat, "hoist");
    one.hoist_anywhere = truth(flat, "hoist_anywhere");
    one.inner = truth(flat, "inner");
    one.sealed = truth(flat, "sealed");
    one.rejoins = truth(flat, "rejoins");
    one.hoist_in = flags(flat, "hoist_in");
    one.unless_in = flags(flat, "unless_in");
    one.unless_has = flags(flat, "unless_has");
    one.through = flags(flat, "through");
    one.has_unless_has = std::find(one.unless_has.begin(), one.unless_has.end(), 1) != one.unless_has.end();
    return one;
}

Effect read_effect(PyObject *flat) {
    Effect one;
    one.role = number(flat, "role");
    one.intro = number(flat, "intro");
    one.otherwise = number(flat, "otherwise");
    one.condition = number(flat, "condition");
    one.seen_end = number(flat, "seen_end");
    one.seen_field = number(flat, "seen_field");
    std::pair<const char *, bool *> places[] = {
        {"ignore", &one.ignore}, {"first", &one.first}, {"capture", &one.capture}, {"outside", &one.outside},
        {"siblings", &one.siblings}, {"entry", &one.entry}, {"last", &one.last}, {"silent", &one.silent},
        {"capital", &one.capital}, {"matched", &one.matched}, {"apart", &one.apart}, {"small", &one.small},
        {"unless", &one.unless}, {"active", &one.active}, {"use", &one.use}, {"plain", &one.plain},
    };
    for (auto &[name, flag] : places) *flag = truth(flat, name);
    return one;
}

std::vector<Below> read_below(PyObject *sequence) {
    std::vector<Below> found;
    each(sequence, [&](PyObject *one) {
        Ints head = integers(PyTuple_GET_ITEM(one, 0));
        Below below{head[0], head[1], {}};
        each(PyTuple_GET_ITEM(one, 1), [&](PyObject *triple) {
            Ints three = integers(triple);
            below.effects.push_back({{three[0], three[1]}, three[2]});
        });
        found.push_back(std::move(below));
    });
    return found;
}

void read_items(Language &to, PyObject *flat) {
    std::pair<const char *, Flags *> places[] = {
        {"named", &to.named}, {"counts", &to.counts}, {"is_comment", &to.is_comment}, {"is_token", &to.is_token},
        {"is_atom", &to.is_atom}, {"is_string", &to.is_string}, {"is_body", &to.is_body},
        {"has_members", &to.has_members}, {"holes", &to.holes}, {"clauses", &to.clauses},
        {"can_be_unit", &to.can_be_unit}, {"separators", &to.separators}, {"separated", &to.separated},
        {"is_wrapper", &to.is_wrapper}, {"is_statement_place", &to.is_statement_place},
        {"member_field", &to.member_field}, {"member_kind", &to.member_kind}, {"unit_field", &to.unit_field},
        {"else_field", &to.else_field}, {"token_class", &to.token_class}, {"category", &to.category},
    };
    for (auto &[name, table] : places) *table = flags(flat, name);
    to.wrappers = elements<int32_t>(entry(flat, "wrappers"));
    to.has_docstrings = truth(flat, "has_docstrings");
}

void read_names(Language &to, PyObject *flat) {
    std::pair<const char *, Flags *> places[] = {
        {"is_name", &to.is_name}, {"is_apart", &to.is_apart}, {"is_name_at", &to.is_name_at},
        {"is_name_below", &to.is_name_below}, {"visible_from_name", &to.visible_from_name},
    };
    for (auto &[name, table] : places) *table = flags(flat, name);
    to.field_effect = elements<int16_t>(entry(flat, "field_effect"));
    to.pair_effect = elements<int16_t>(entry(flat, "pair_effect"));
    to.position_effect.resize(to.kinds);
    each(entry(flat, "position_effect"), [&](PyObject *triple) {
        Ints three = integers(triple);
        to.position_effect[three[0]].emplace_back(three[1], three[2]);
    });
    to.variant_effect.resize(to.kinds);
    each(entry(flat, "variant_effect"), [&](PyObject *four) {
        int32_t kind = static_cast<int32_t>(integer(PyTuple_GET_ITEM(four, 0)));
        to.variant_effect[kind].push_back({elements<uint8_t>(PyTuple_GET_ITEM(four, 1)),
                                           static_cast<int32_t>(integer(PyTuple_GET_ITEM(four, 2))),
                                           static_cast<int32_t>(integer(PyTuple_GET_ITEM(four, 3)))});
    });
    each(entry(flat, "nested_effect"), [&](PyObject *four) {
        Ints n = integers(four);
        to.nested_effect.push_back({n[0], n[1], n[2], n[3]});
    });
    to.below_field = read_below(entry(flat, "below_effect"));
    to.below_kind = read_below(entry(flat, "below_pair"));
    each(entry(flat, "effects"), [&](PyObject *one) { to.effects.push_back(read_effect(one)); });
    to.blank_names = texts(entry(flat, "blank_names"));
    to.private_prefix = text_of(entry(flat, "private_prefix"));
    to.else_apart = truth(flat, "else_apart");
    to.redeclare_new = truth(flat, "redeclare_new");
    to.class_hidden = truth(flat, "class_hidden");
}

void read_flow(Language &to, PyObject *flat) {
    std::pair<const char *, Flags *> places[] = {
        {"is_special", &to.is_special}, {"is_active", &to.is_active}, {"is_ending_call", &to.is_ending_call},
        {"is_constant", &to.is_constant}, {"decides", &to.decides}, {"is_choice", &to.is_choice},
        {"is_guard", &to.is_guard}, {"is_call", &to.is_call}, {"is_quiet", &to.is_quiet},
        {"is_chain_token", &to.is_chain_token}, {"is_function", &to.is_function}, {"has_order", &to.has_order},
    };
    for (auto &[name, table] : places) *table = flags(flat, name);
    each(entry(flat, "forms"), [&](PyObject *one) { to.forms.push_back(read_form(one)); });
    each(entry(flat, "rules"), [&](PyObject *one) { to.rules.push_back(read_rule(one)); });
    to.form_of = elements<int32_t>(entry(flat, "form_of"));
    to.rule_of = elements<int32_t>(entry(flat, "rule_of"));
    each(entry(flat, "order"), [&](PyObject *one) { to.order.push_back(integers(one)); });
    each(entry(flat, "constants"), [&](PyObject *one) {
        to.constants.push_back({static_cast<int32_t>(integer(PyTuple_GET_ITEM(one, 0))),
                                text_of(PyTuple_GET_ITEM(one, 1)), PyTuple_GET_ITEM(one, 2) == Py_True});
    });
    to.raises_after = truth(flat, "raises_after");
    to.has_member_rules = truth(flat, "has_member_rules");
    to.lowers = truth(flat, "lowers");
}

}  // namespace

bool Word::holds(std::string_view text) const { return std::find(texts.begin(), texts.end(), text) != texts.end(); }

Language::~Language() {
    for (TSParser *parser : parsers) ts_parser_delete(parser);
}

Language *read_language(PyObject *flat, PyObject *capsule) {
    auto made = std::make_unique<Language>();
    made->grammar = static_cast<const TSLanguage *>(PyCapsule_GetPointer(capsule, "tree_sitter.Language"));
    if (!made->grammar) throw PythonError();
    made->kinds = number(flat, "kinds");
    made->fields = number(flat, "fields");
    made->error = made->kinds - 1;
    read_items(*made, flat);
    read_names(*made, flat);
    read_flow(*made, flat);
    return made.release();
}
