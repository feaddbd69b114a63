// Rows: questions about one node.
#include "rows.hpp"

#include <algorithm>

RowList Rows::named_children(int32_t row) const {
    RowList found;
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        if (tables.counts[kind[child]]) found.push_back(child);
    }
    return found;
}

Found Rows::split(int32_t row, const Parts &parts) const {
    Found found;
    found.present = parts.present;
    int32_t position = -1;
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        int8_t filled = parts.by_field[field[child]];
        if (filled < 0) filled = parts.by_kind[kind[child]];
        if (!parts.by_position.empty() && tables.counts[kind[child]]) {
            position++;
            for (const auto &[place, part] : parts.by_position) {
                if (place == position) filled = part;
            }
        }
        if (filled < 0 && parts.others >= 0 && holds_code(child)) filled = parts.others;
        if (filled < 0) {
            found.rest.push_back(child);
        } else {
            found.all.push_back({child, filled});
        }
    }
    return found;
}

bool Rows::holds_outside(int32_t row) const {
    auto first = std::lower_bound(outside.begin(), outside.end(), row);
    return first != outside.end() && *first < stop[row];
}

bool Rows::never_returns(int32_t row) const {
    const Form *known = form(row);
    const int32_t around = kind[tree.above(row)];
    if (!known || !known->never_returns.truth) return false;
    if (!tables.is_statement_place[around] && !tables.is_choice[around]) return false;  // deferred, or an operand
    const int32_t callee = split(row, known->parts).take(part::callee_);
    return callee >= 0 && known->never_returns.holds(text(callee));
}

bool Rows::has_token(int32_t row, const Word &word) const {
    if (word.texts.empty()) return false;
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        if (word.tokens[kind[child]]) return true;
    }
    return false;
}

// Whether the operator of a row is one of a word's; true where none are told apart.
bool Rows::spells(int32_t row, const Form &form, const Word &word, bool is_not) const {
    if (form.operator_field < 0) return word.texts.empty() ? is_not || word.given : has_token(row, word);
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        if (field[child] == form.operator_field) return word.holds(text(child));
    }
    return false;
}

bool Rows::opens_none(int32_t row, const ScopeRule &rule) const {
    int32_t around = parent[row];
    while (around > 0 && rule.through[kind[around]]) around = parent[around];
    if (row > 0 && rule.unless_in[kind[around]]) return true;
    for (int32_t child = row + 1; rule.has_unless_has && child < stop[row]; child = stop[child]) {
        if (rule.unless_has[kind[child]]) return true;
    }
    return false;
}

bool Rows::has_field(int32_t row, int32_t wanted) const {
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        if (field[child] == wanted) return true;
    }
    return false;
}

Truth Rows::constant(int32_t row) const {
    for (const Form *known = form(row); known && known->name == form::group_; known = form(row)) {
        RowList inner = named_children(row);
        if (inner.empty()) break;
        row = inner.back();
    }
    if (!tables.is_constant[kind[row]]) return Truth::UNKNOWN;
    Truth any = Truth::UNKNOWN;
    for (const auto &one : tables.constants) {
        if (one.kind != kind[row]) continue;
        if (one.text == text(row)) return static_cast<Truth>(one.truth);
        if (one.text.empty()) any = static_cast<Truth>(one.truth);
    }
    return any;
}

// What the parser puts into a case that is the one statement of an `if`, and that comes after that `if`.
RowList Rows::find_overhang(int32_t row) const {
    const Form *known = form(row);
    RowList found;
    if (!known || known->name != form::case_) return found;
    if (!tables.unit_field[static_cast<size_t>(kind[tree.above(row)]) * tables.fields + field[row]]) return found;
    bool first = true;
    for (int32_t child : split(row, known->parts).rest) {
        if (!tables.counts[kind[child]]) continue;
        if (!first) found.push_back(child);
        first = false;
    }
    return found;
}

// The byte at which a pattern's name is no longer known; 0 where it is to the end of the block around.
int32_t Rows::find_region_end(int32_t row) const {
    bool matches = true;
    for (int32_t above = parent[row]; above >= 0; row = above, above = parent[row]) {
        const Form *known = form(above);
        if (known && known->name == form::case_) return 0;
        if (tables.is_body[kind[above]]) break;
        if (!known) continue;
        if (known->name == form::not_ && spells(above, *known, known->not_, true)) {
            matches = !matches;
        } else if (known->name == form::logic_) {
            if (!spells(above, *known, matches ? known->and_ : known->or_)) return end[row];
        } else if (known->name == form::branch_ || known->name == form::loop_) {
            Found found = split(above, known->parts);
            if (!found.get(part::test_).holds(row)) return end[above];
            const int32_t otherwise = found.take(part::else_);
            if (known->name == form::loop_) return matches ? end[above] : 0;
            if (!matches) return otherwise < 0 ? 0 : end[above];
            return otherwise < 0 ? end[above] : start[otherwise];
        } else if (known->name != form::group_) {
            return end[above];
        }
    }
    return end[row];
}
