// Tree: the nodes of one parse in preorder, as columns.
#pragma once
#include "language.hpp"

#include <memory>
#include <string_view>

struct Tree {
    std::shared_ptr<const Language> language;
    Ref source;             // the bytes object
    std::string_view data;  // its content
    Ints columns;           // kind, field, start, end, parent, stop, one after the other
    Ints missing;           // rows that the parser invented
    int32_t count = 0;
    bool broken = false;    // whether there is an ERROR or a MISSING node
    const int32_t *kind = nullptr, *field = nullptr, *start = nullptr, *end = nullptr, *parent = nullptr,
                  *stop = nullptr;

    void resize(int32_t nodes);
    // The row of the parent, as numpy takes -1: the last row; what is found for the root is never used.
    int32_t above(int32_t row) const { return parent[row] < 0 ? count - 1 : parent[row]; }
    bool is_leaf(int32_t row) const { return stop[row] == row + 1; }
    std::string_view text(int32_t row) const { return data.substr(start[row], end[row] - start[row]); }
};

// The tree of a source, without holding the interpreter; null where it took longer than `seconds`.
std::unique_ptr<Tree> parse_source(std::shared_ptr<Language> language, PyObject *source, double seconds);

struct Items {
    Ints row, kind, start, end, parent, owner;
    Flags category, complete;
};

struct Tokens {
    Ints start, end, item;
    Flags cls, trivia;
};

Items find_items(const Tree &tree);
Tokens classify_tokens(const Tree &tree, const Ints &owner, const Ints &start, const Ints &end, const Ints &parent);
