// Rows: for each row whether the walk stops there, what it does to names, and how many active rows precede it.
#include "rows.hpp"

Rows::Rows(const Tree &tree)
    : tree(tree), tables(*tree.language), kind(tree.kind), field(tree.field), start(tree.start), end(tree.end),
      parent(tree.parent), stop(tree.stop) {
    find_effects();
    Flags name = find_names();
    for (int32_t row = 0; row < tree.count; row++) {
        if (name[row] && effect[row] == IGNORE) name[row] = effect[row] = 0;
    }
    if (tree.broken) {
        find_lost_bodies();
        find_detours();
    }
    count_active();
    Flags special = find_constructs();
    for (int32_t row = 0; row < tree.count; row++) name[row] &= !special[row];
    for (int32_t row : detours) special[row] = 1;
    index(name, special);
}

void Rows::find_effects() {
    effect.resize(tree.count);
    for (int32_t row = 0; row < tree.count; row++) {
        const size_t above = kind[tree.above(row)];
        const int32_t pair = tables.pair_effect[above * tables.kinds + kind[row]];
        effect[row] = pair ? pair : tables.field_effect[above * tables.fields + field[row]];
    }
    for (int32_t row = 0; row < tree.count; row++) {
        const auto &places = tables.position_effect[kind[row]];
        if (places.empty()) continue;
        int32_t position = 0;
        for (int32_t child : named_children(row)) {
            for (const auto &[wanted, number] : places) {
                if (wanted == position) effect[child] = number;
            }
            position++;
        }
    }
    mark_places();
    effect[0] = 0;
}

// The effects of places that depend on more than a node and its parent.
void Rows::mark_places() {
    for (int32_t row = 0; row < tree.count; row++) {
        for (const auto &variant : tables.variant_effect[kind[row]]) {
            bool present = false;
            for (int32_t child = row + 1; child < stop[row]; child = stop[child]) present |= variant.children[kind[child]];
            for (int32_t child = row + 1; present && child < stop[row]; child = stop[child]) {
                if (field[child] == variant.field) effect[child] = variant.effect;
            }
        }
    }
    for (const auto &nested : tables.nested_effect) {
        for (int32_t row = 0; row < tree.count; row++) {
            const int32_t around = tree.above(row);
            if (field[row] == nested.field && kind[around] == nested.kind && kind[tree.above(around)] == nested.above) {
                effect[row] = nested.effect;
            }
        }
    }
    for (const auto &place : tables.below_field) mark_below(place, false);
    for (const auto &place : tables.below_kind) mark_below(place, true);
}

void Rows::mark_below(const Below &place, bool by_kind) {
    for (int32_t row = 0; row < tree.count; row++) {
        if ((by_kind ? kind : field)[row] != place.place || kind[tree.above(row)] != place.kind) continue;
        for (int32_t inner = row + 1; inner < stop[row]; inner++) {
            int32_t of_kind = effect[inner], of_place = -1;
            for (const auto &[wanted, number] : place.effects) {
                if (wanted.first == kind[inner] && wanted.second == -1) of_kind = number;
                if (wanted.first == kind[parent[inner]] && wanted.second == field[inner]) of_place = number;
            }
            effect[inner] = of_place >= 0 ? of_place : of_kind;
        }
    }
}

// Which rows are names: leaves of the kinds and places that the language lists, or atoms (PHP's `$x`).
Flags Rows::find_names() {
    Flags name(tree.count);
    Ints whole;
    for (int32_t row = 0; row < tree.count; row++) {
        const size_t above = kind[tree.above(row)];
        const bool listed = tables.is_name[kind[row]] || tables.is_name_at[above * tables.fields + field[row]] ||
                            tables.is_name_below[above * tables.kinds + kind[row]];
        name[row] = listed && start[row] < end[row];
        if (name[row] && !tree.is_leaf(row)) whole.push_back(row);
    }
    for (int32_t row : whole) {
        name[row] = tables.is_atom[kind[row]];
        for (int32_t inner = row + 1; name[row] && inner < stop[row]; inner++) name[inner] = 0;
    }
    for (const std::string &blank : tables.blank_names) {
        for (int32_t row = 0; row < tree.count; row++) {
            if (name[row] && text(row) == blank) name[row] = 0;
        }
    }
    return name;
}

// The ERROR node after each function that ends before its body, which starts with the brace that opens it.
void Rows::find_lost_bodies() {
    for (int32_t error = 0; error < tree.count; error++) {
        if (kind[error] != tables.error) continue;
        int32_t before = error - 1;
        if (before <= parent[error] || text(error).substr(0, 1) != "{") continue;
        while (parent[before] != parent[error]) before = parent[before];  // the sibling before
        const ScopeRule *known = rule(before);
        if (!known || known->kind != scope::function_) continue;
        bool any = false;
        for (int8_t one : known->parts.by_field) any |= one == part::body_;
        int32_t child = before + 1;
        while (child < stop[before] && known->parts.by_field[field[child]] != part::body_) child = stop[child];
        if (any && child == stop[before]) lost_body[before] = error;
    }
    for (const auto &[function, error] : lost_body) adopted.insert(error);
}

// What follows statements whose end the parser made up.
void Rows::find_detours() {
    for (int32_t row : tree.missing) {
        const int32_t statement = tree.above(row);
        if (start[statement] != end[statement]) continue;
        const int32_t around = tree.above(statement), following = next_statement(parent[statement]);
        if (following >= 0 && tables.unit_field[static_cast<size_t>(kind[around]) * tables.fields + field[statement]]) {
            detours.insert(following);
        }
    }
}

// The statement after a row, also behind the end of a conditional part or an `if` that the row ends; or -1.
int32_t Rows::next_statement(int32_t row) const {
    while (row > 0) {
        int32_t after = stop[row];
        const int32_t limit = stop[parent[row]], above = kind[parent[row]];
        while (after < limit && !tables.counts[kind[after]]) after = stop[after];
        if (after < limit && !tables.clauses[kind[after]]) return after;
        const bool conditional = tables.is_body[above] && (tables.decides[above] || tables.clauses[above]);
        if (!conditional && !tables.unit_field[static_cast<size_t>(above) * tables.fields + field[row]]) return -1;
        row = parent[row];
    }
    return -1;
}

// How many rows before each row define, jump, make a function or decide by a literal.
void Rows::count_active() {
    active_before.resize(tree.count + 1);
    for (int32_t row = 0; row < tree.count; row++) {
        const int32_t own = kind[row], above = kind[tree.above(row)];
        bool active = tables.effects[effect[row]].active || tables.is_active[own];
        if (!active && tables.is_ending_call[own] && (tables.is_statement_place[above] || tables.is_choice[above])) {
            active = never_returns(row);
        }
        if (!active && tables.is_constant[own] && tables.decides[above]) active = constant(row) != Truth::UNKNOWN;
        active_before[row + 1] = active_before[row] + active;
    }
}

// Which rows are more than their children in order.
Flags Rows::find_constructs() const {
    Flags special(tree.count);
    for (int32_t row = 0; row < tree.count; row++) {
        const bool quiet = tables.is_quiet[kind[row]] && !is_active(row);
        special[row] = (tables.is_special[kind[row]] || adopted.count(row)) && !quiet;
    }
    int32_t guarded = 0;  // rows before it stand in a construct that exceptions do not leave
    for (int32_t row = 0; row < tree.count; row++) {
        if (tables.is_chain_token[kind[row]]) {
            const int32_t top = find_chain(row);
            special[top] |= is_active(top);
        }
    }
    for (int32_t row = 0; row < tree.count; row++) {
        if (row >= guarded && tables.is_guard[kind[row]]) guarded = stop[row];
        const bool ends = active_before[row + 1] > active_before[row];
        if (tables.is_call[kind[row]] && row >= guarded && !ends) special[row] = 0;  // that it raises means nothing here
    }
    return special;
}

// The outermost link of the chain (`a?.b[c]`) that a row is a part of.
int32_t Rows::find_chain(int32_t row) const {
    row = tree.above(row);
    for (;;) {
        const Form *around = tables.form(kind[tree.above(row)]);
        if (!around || around->name != form::chain_ || around->parts.by_field[field[row]] < 0) return row;
        row = tree.above(row);
    }
}

void Rows::index(const Flags &name, const Flags &special) {
    const int32_t count = tree.count;
    next_halt.resize(count + 1, count);
    next_stop.resize(count + 1, count);
    names_before.resize(count + 1);
    uses_before.resize(count + 1);
    what.resize(count);
    for (int32_t row = 0; row < count; row++) {
        const Effect &place = tables.effects[effect[row]];
        names_before[row + 1] = names_before[row] + name[row];
        uses_before[row + 1] = uses_before[row] + place.use;
        what[row] = name[row] + 2 * special[row];
        if (name[row]) name_rows.push_back(row);
        if (place.outside) outside.push_back(row);
        if (name[row] && place.matched) matched.push_back(row);
    }
    for (int32_t row = count - 1; row >= 0; row--) {
        next_halt[row] = what[row] || effect[row] > 0 ? row : next_halt[row + 1];
        next_stop[row] = special[row] || !tables.effects[effect[row]].plain ? row : next_stop[row + 1];
    }
}
