// Scopes, functions and classes: where names live, and which code is a unit of its own. As codestruct.lowering.functions.
#include "machine.hpp"

#include <algorithm>

// A function: defaults and annotations outside, parameters and body as a unit of its own, then its name.
void Machine::lower_function(int32_t row, const ScopeRule &rule) {
    Found found = split(row, rule.parts);
    RowList name = found.get(part::name_), generic = found.get(part::generic_), body = found.get(part::body_);
    RowList inside = found.rest;
    const int32_t outer = scope_;
    const bool hoisted = is_hoisted(row, rule);
    const size_t from = mark();
    if (!unit_of_.count(row)) {
        if (!generic.empty()) add(Op::OPEN, row + 1, COMPREHENSION);
        add_walks(generic);
        add_walks(found.get(part::outer_));
        for (int32_t child : found.rest) {
            if (holds_outside(child)) add(Op::WALK_OUTSIDE, child);
        }
        add(Op::BEGIN_UNIT, row);
        inside.append(body);
        if (rule.named_inner) inside.append(name);
        std::sort(inside.begin(), inside.end());
        add_inside(row, inside, body, rule.inner);
        auto lost = lost_body.find(row);
        if (lost != lost_body.end()) add_children(lost->second, PLAIN, 0);
        add(Op::END_UNIT);
        add(Op::RESTORE_SCOPE, outer);
    }
    add(Op::CREATE_UNIT, row, hoisted);
    add(Op::HOIST, hoisted);
    if (rule.named_outer) add_walks(name);
    add(Op::HOIST, hoisting_);
    flush(from);
}

// The tasks of a unit's own parts: its parameters, then its body, in a scope of its own if the header reads.
void Machine::add_inside(int32_t row, const RowList &inside, const RowList &body, bool inner) {
    const Form *construct = form(row);
    if (construct && construct->name == form::switch_) return add(Op::SWITCH, row);  // cases are the whole function
    for (int32_t child : inside) {
        if (body.holds(child)) {
            add(Op::BEGIN_BODY);
            if (inner && child != inside[0] && uses_before[child] > uses_before[inside[0]]) add(Op::OPEN, child - 1, BODY);
        }
        if (holds_outside(child)) {
            add(Op::WALK_INSIDE, child);
        } else {
            add_walks(RowList{child});
        }
    }
}

bool Machine::is_hoisted(int32_t row, const ScopeRule &rule) const {
    return rule.hoist && (rule.hoist_anywhere || rule.hoist_in[kind[tree.above(row)]]);
}

void Machine::begin_unit(int32_t row) {
    frames_.push_back({block_, unit_, scope_, handler_, std::move(controls_), std::move(pending_labels_)});
    const int32_t unit = unit_of_[row] = static_cast<int32_t>(unit_parent_.size());
    unit_parent_.push_back(unit_);
    unit_ = unit;
    block_ = new_block();
    live_[block_] = 1;
    unit_entry_.push_back(block_);
    handler_ = NOWHERE;
    controls_.clear();
    pending_labels_.clear();
    open_scope(row, rule(row)->sealed ? SEALED : FUNCTION);
}

void Machine::end_unit() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    block_ = frame.block;
    unit_ = frame.unit;
    scope_ = frame.scope;
    handler_ = frame.handler;
    controls_ = std::move(frame.controls);
    pending_labels_ = std::move(frame.labels);
}

// The parts of a header that are evaluated outside the function: default values, annotations.
RowList Machine::outside_rows(int32_t row) const {
    RowList found;
    for (int32_t node = row; node < stop[row];) {
        if (effect[node] && tables.effects[effect[node]].outside) {
            found.push_back(node);
            node = stop[node];
        } else if (node != row && tables.rule_of[kind[node]] >= 0) {
            node = stop[node];  // another function's header
        } else {
            node++;
        }
    }
    return found;
}

// Lower a part of a function except for what is evaluated outside of it.
void Machine::walk_inside(int32_t row) {
    RowList outside, saved;
    if (tables.rule_of[kind[row]] < 0 && !tables.is_body[kind[row]]) outside = outside_rows(row);
    for (int32_t child : outside) {
        saved.push_back(effect[child]);
        effect[child] = IGNORE;
    }
    const int32_t rows = keep(outside);
    add(Op::PUT_BACK, rows, keep(saved));
    add_walk(row);
}

void Machine::put_back(int32_t rows, int32_t saved) {
    for (size_t i = 0; i < lists_[rows].size(); i++) effect[lists_[rows][i]] = lists_[saved][i];
}

// A class: its header outside, its body run in place in a scope of its own, then its name.
void Machine::lower_class(int32_t row, const ScopeRule &rule) {
    Found found = split(row, rule.parts);
    RowList name = found.get(part::name_), generic = found.get(part::generic_), body = found.get(part::body_), header;
    const int32_t outer = scope_;
    for (int32_t child : found.rest) {
        if (holds_code(child)) header.push_back(child);
    }
    const size_t from = mark();
    if (!generic.empty()) add(Op::OPEN, row + 1, COMPREHENSION);
    add_walks(generic);
    add_walks(header);
    if (!name.empty() && !body.empty()) {
        add(Op::OPEN_NAMED, row, name[0]);
    } else {
        add(Op::OPEN, row, rule.sealed ? SEALED : CLASS);
    }
    if (rule.named_inner) add_walks(name);
    add_walks(body);
    add(Op::RESTORE_SCOPE, outer);
    add(Op::HOIST, is_hoisted(row, rule));
    if (rule.named_outer) add_walks(name);
    add(Op::HOIST, hoisting_);
    flush(from);
}

// Open the scope of a class or namespace and make it known by name; one that rejoins goes on with the last.
void Machine::open_named(int32_t row, int32_t name) {
    const ScopeRule &opens = *rule(row);
    std::string_view word = text(name);  // the last word of `a::b<c>` before what it is applied to
    word = word.substr(0, word.find('<'));
    auto in_word = [](unsigned char one) { return one == '_' || (one < 0x80 && std::isalnum(one)); };
    size_t last = word.size();
    while (last > 0 && !in_word(word[last - 1])) last--;
    size_t first = last;
    while (first > 0 && in_word(word[first - 1])) first--;
    std::string key(word.substr(first, last - first));
    auto known = named_scopes_.find(key);
    if (opens.rejoins && known != named_scopes_.end() && scope_parent_[known->second] == scope_) {
        scope_of_.try_emplace(row, known->second);
    }
    open_scope(row, opens.sealed ? SEALED : CLASS);
    named_scopes_[key] = scope_;
}
