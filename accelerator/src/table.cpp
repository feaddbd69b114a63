// Source -> Tree: a parse that can be given up, and one walk over its nodes.
#include "tree.hpp"

#include "tree_sitter/api.h"

#include <algorithm>
#include <chrono>

namespace {

using Clock = std::chrono::steady_clock;
constexpr uint32_t CHUNK = 1 << 16;  // as the Python path reads
constexpr TSSymbol ERROR_KIND = 65535;

struct Deadline {
    Clock::time_point at;
    bool operator()() const { return Clock::now() > at; }
};

const char *read_chunk(void *payload, uint32_t offset, TSPoint, uint32_t *size) {
    auto *data = static_cast<std::string_view *>(payload);
    if (offset >= data->size()) {
        *size = 0;
        return "";
    }
    *size = std::min<uint32_t>(CHUNK, data->size() - offset);
    return data->data() + offset;
}

bool is_late(TSParseState *state) { return (*static_cast<Deadline *>(state->payload))(); }

TSTree *parse_bounded(TSParser *parser, std::string_view data, double seconds) {
    Deadline deadline{Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))};
    TSInput input{&data, read_chunk, TSInputEncodingUTF8, nullptr};
    TSTree *tree = ts_parser_parse_with_options(parser, nullptr, input, TSParseOptions{&deadline, is_late});
    if (!tree) ts_parser_reset(parser);  // or the next parse would go on with this one
    return tree;
}

void walk(const TSTree *parsed, Tree &tree) {
    TSNode root = ts_tree_root_node(parsed);
    tree.broken = ts_node_has_error(root);
    tree.resize(ts_node_descendant_count(root));
    int32_t *out = tree.columns.data();
    const int64_t n = tree.count;
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    Ints above;
    int32_t parent = -1, row = 0;
    for (bool done = false; !done;) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        int32_t kind = ts_node_symbol(node);
        if (kind == ERROR_KIND) {
            kind = tree.language->error;
        } else if (tree.broken && ts_node_is_missing(node)) {
            tree.missing.push_back(row);
        }
        out[row] = kind;
        out[n + row] = ts_tree_cursor_current_field_id(&cursor);
        out[2 * n + row] = ts_node_start_byte(node);
        out[3 * n + row] = ts_node_end_byte(node);
        out[4 * n + row] = parent;
        out[5 * n + row] = row + ts_node_descendant_count(node);
        if (ts_tree_cursor_goto_first_child(&cursor)) {
            above.push_back(parent);
            parent = row++;
            continue;
        }
        row++;
        while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
            if (!ts_tree_cursor_goto_parent(&cursor)) {
                done = true;
                break;
            }
            parent = above.back();
            above.pop_back();
        }
    }
    ts_tree_cursor_delete(&cursor);
}

}  // namespace

void Tree::resize(int32_t nodes) {
    count = nodes;
    columns.resize(6 * static_cast<size_t>(nodes));
    const int32_t *first = columns.data();
    const int32_t **places[] = {&kind, &field, &start, &end, &parent, &stop};
    for (size_t i = 0; i < 6; i++) *places[i] = first + i * nodes;
}

std::unique_ptr<Tree> parse_source(std::shared_ptr<Language> language, PyObject *source, double seconds) {
    auto tree = std::make_unique<Tree>();
    tree->language = language;
    Py_INCREF(source);
    tree->source = Ref(source);
    tree->data = {PyBytes_AS_STRING(source), static_cast<size_t>(PyBytes_GET_SIZE(source))};
    TSParser *parser = nullptr;
    if (language->parsers.empty()) {
        parser = ts_parser_new();
        if (!ts_parser_set_language(parser, language->grammar)) {
            ts_parser_delete(parser);
            PyErr_SetString(PyExc_ValueError, "the grammar does not fit the accelerator's tree-sitter");
            throw PythonError();
        }
    } else {
        parser = language->parsers.back();
        language->parsers.pop_back();
    }
    bool parsed = false;
    Py_BEGIN_ALLOW_THREADS;
    if (TSTree *found = parse_bounded(parser, tree->data, seconds)) {
        walk(found, *tree);
        ts_tree_delete(found);
        parsed = true;
    }
    Py_END_ALLOW_THREADS;
    language->parsers.push_back(parser);
    return parsed ? std::move(tree) : nullptr;
}
