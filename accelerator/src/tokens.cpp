// Tree, Items -> Tokens: what codestruct.tokens does; a leaf's item is the innermost around it, trivia goes to a neighbour.
#include "tree.hpp"

#include <algorithm>
#include <numeric>

namespace {

constexpr uint8_t DOCSTRING = 6;

// The rows of the leaves; nothing inside an atom or a comment is one.
Ints find_leaves(const Tree &tree) {
    Ints rows;
    for (int32_t row = 0; row < tree.count;) {
        const bool blank = tree.start[row] >= tree.end[row];
        const bool whole = tree.is_leaf(row) || (tree.language->is_token[tree.kind[row]] && !blank);
        if (whole && !blank) rows.push_back(row);
        row = whole ? tree.stop[row] : row + 1;
    }
    return rows;
}

// Whether a string is alone the first statement of a module, function or class.
bool is_docstring(const Tree &tree, int32_t row) {
    const Language &tables = *tree.language;
    const int32_t statement = tree.above(row);
    if (!tables.is_string[tree.kind[row]] || !tables.is_wrapper[tree.kind[statement]]) return false;
    const int32_t body = tree.parent[row] > 0 ? tree.parent[statement] : -1;
    if (body < 0 || tree.start[statement] != tree.start[row] || tree.end[statement] != tree.end[row]) return false;
    if (!tables.is_body[tree.kind[body]]) return false;
    if (body > 0 && tables.rule_of[tree.kind[tree.parent[body]]] < 0) return false;
    int32_t first = body + 1;
    while (first < statement && tables.is_comment[tree.kind[first]]) first = tree.stop[first];
    return first == statement;
}

void mark_docstrings(const Tree &tree, const Ints &rows, Flags &cls) {
    for (int32_t row = 0; row < tree.count; row++) {
        if (!is_docstring(tree, row)) continue;
        auto low = std::lower_bound(rows.begin(), rows.end(), row);
        auto high = std::lower_bound(rows.begin(), rows.end(), tree.stop[row]);
        std::fill(cls.begin() + (low - rows.begin()), cls.begin() + (high - rows.begin()), DOCSTRING);
    }
}

// The items of trivia: by the neighbours in the same body.
class Neighbours {
public:
    Neighbours(const Ints &start, const Ints &end, const Ints &parent) : start_(start), end_(end), parent_(parent) {}

    // The item that starts at a byte, that one in the body around; else -1.
    int32_t starting(int32_t offset, int32_t around) const {
        auto found = std::lower_bound(start_.begin(), start_.end(), offset) - start_.begin();
        if (found == static_cast<ptrdiff_t>(start_.size()) || start_[found] != offset) return -1;
        return parent_[found] == around ? static_cast<int32_t>(found) : -1;
    }

    // The same for one that ends there.
    int32_t ending(int32_t offset, int32_t around) {
        if (order_.empty()) {
            order_.resize(end_.size());
            std::iota(order_.begin(), order_.end(), 0);
            std::stable_sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) { return end_[a] < end_[b]; });
        }
        auto less = [&](int32_t item, int32_t wanted) { return end_[item] < wanted; };
        auto found = std::lower_bound(order_.begin(), order_.end(), offset, less);
        if (found == order_.end() || end_[*found] != offset) return -1;
        return parent_[*found] == around ? *found : -1;
    }

private:
    const Ints &start_, &end_, &parent_;
    Ints order_;
};

void place_trivia(Tokens &tokens, const Flags &separator, Neighbours neighbours) {
    const int32_t count = static_cast<int32_t>(tokens.start.size());
    Ints after(count, -1);  // the next token that is none
    for (int32_t i = count - 1, next = -1; i >= 0; i--) {
        after[i] = next;
        if (!tokens.trivia[i]) next = i;
    }
    for (int32_t i = 0, before = -1; i < count; i++) {
        if (!tokens.trivia[i]) {
            before = i;
            continue;
        }
        const int32_t around = tokens.item[i];
        auto preceding = [&] { return before < 0 ? -1 : neighbours.ending(tokens.end[before], around); };
        int32_t found = -1;
        if (!separator[i] && after[i] >= 0) found = neighbours.starting(tokens.start[after[i]], around);
        if (found < 0) found = preceding();
        if (found >= 0) tokens.item[i] = found;
    }
}

}  // namespace

Tokens classify_tokens(const Tree &tree, const Ints &owner, const Ints &start, const Ints &end, const Ints &parent) {
    const Language &tables = *tree.language;
    const Ints rows = find_leaves(tree);
    Tokens tokens;
    Flags separator;
    bool any = false;
    for (int32_t row : rows) {
        const int32_t kind = tree.kind[row];
        const bool parts = tables.separators[kind] && tables.separated[tree.kind[tree.above(row)]];
        const bool comment = tables.is_comment[kind];
        tokens.start.push_back(tree.start[row]);
        tokens.end.push_back(tree.end[row]);
        tokens.item.push_back(owner[row]);
        tokens.cls.push_back(tables.token_class[kind]);
        tokens.trivia.push_back(parts || comment);
        separator.push_back(parts && !comment);
        any |= parts || comment;
    }
    if (tables.has_docstrings) mark_docstrings(tree, rows, tokens.cls);
    if (any) place_trivia(tokens, separator, Neighbours(start, end, parent));
    return tokens;
}
