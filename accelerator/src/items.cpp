// Tree -> Items: what codestruct.items does, in one pass each.
#include "tree.hpp"

#include <algorithm>

namespace {

bool is_member(const Tree &tree, int32_t row) {
    const Language &tables = *tree.language;
    const int32_t around = tree.above(row), above = tree.kind[around], within = tree.field[row], own = tree.kind[row];
    if (!tables.has_members[above] || tree.start[row] >= tree.end[row]) return false;
    const size_t place = static_cast<size_t>(above) * tables.fields + within;
    bool chosen = tables.member_field[place] && tables.member_kind[static_cast<size_t>(above) * tables.kinds + own];
    if (!chosen && tables.unit_field[place] && tables.can_be_unit[own]) {
        const int32_t owner = tables.clauses[above] ? tree.kind[tree.above(around)] : above;
        chosen = !(tables.else_field[place] && owner == own);
    }
    return chosen && !(tables.holes[own] && tree.stop[row] - row <= 2);  // at most one leaf: nothing is wrapped
}

// The row inside an item's wrappers; the row itself where none wraps.
int32_t unwrap(const Tree &tree, int32_t row) {
    const Language &tables = *tree.language;
    while (tables.wrappers[tree.kind[row]] >= 0) {
        const int32_t wanted = tables.wrappers[tree.kind[row]];
        int32_t found = -1;
        for (int32_t child = row + 1; child < tree.stop[row]; child = tree.stop[child]) {
            if (tree.field[child] == wanted && tables.counts[tree.kind[child]]) found = child;
        }
        if (found < 0) break;
        row = found;
    }
    return row;
}

}  // namespace

Items find_items(const Tree &tree) {
    const Language &tables = *tree.language;
    Items items;
    items.owner.resize(tree.count, -1);
    Ints open;
    for (int32_t row = 0; row < tree.count; row++) {
        while (!open.empty() && tree.stop[items.row[open.back()]] <= row) open.pop_back();
        if (row > 0 && is_member(tree, row)) {
            const int32_t inner = tree.kind[unwrap(tree, row)];
            items.parent.push_back(open.empty() ? -1 : open.back());
            open.push_back(static_cast<int32_t>(items.row.size()));
            items.row.push_back(row);
            items.kind.push_back(inner);
            items.category.push_back(tables.category[inner]);
            items.start.push_back(tree.start[row]);
            items.end.push_back(tree.end[row]);
        }
        if (!open.empty()) items.owner[row] = open.back();
    }
    items.complete.assign(items.row.size(), 1);
    auto spoil = [&](int32_t row) {
        if (items.owner[row] >= 0) items.complete[items.owner[row]] = 0;
    };
    if (tree.broken) {
        for (int32_t row = 0; row < tree.count; row++) {
            if (tree.kind[row] == tables.error) spoil(row);
        }
        std::for_each(tree.missing.begin(), tree.missing.end(), spoil);
    }
    return items;
}
