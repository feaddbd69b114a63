// Loops of every shape, comprehensions, labelled statements, and what runs aside. As codestruct.lowering.loops and asides.
#include "machine.hpp"

#include <algorithm>

namespace {

RowList sorted(RowList rows) {
    std::sort(rows.begin(), rows.end());
    return rows;
}

}  // namespace

// A loop: start, then test, body and step over and over, then what runs where no `break` left it.
void Machine::lower_loop(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    split_headers(found);
    for (int32_t generators : found.get(part::generators_)) split_generators(generators, found);
    const int32_t marked = sibling_context(row);
    const int32_t head = new_label(), body = new_label(), step = new_label(), otherwise = new_label(), end = new_label();
    Control control{Control::LOOP, std::move(pending_labels_), end, step, {}};
    pending_labels_.clear();
    for (int32_t label : found.get(part::label_)) control.labels.push_back(label_text(label, true));
    all_controls_.push_back(std::move(control));
    const int32_t own = static_cast<int32_t>(all_controls_.size()) - 1;
    RowList tests = split_test(found), tested, before = found.get(part::init_), each = found.get(part::each_);
    const int32_t test = tests.back();
    for (size_t i = 0; i + 1 < tests.size(); i++) tested.push_back(tests[i]);
    for (int32_t child : found.rest) {
        if (holds_code(child)) before.push_back(child);
    }
    const bool negated = is_negated(row, form), after = tests_after(form, found);
    const size_t from = mark();
    add_walks(sorted(before));
    add_walks(found.get(part::in_));
    add(Op::PLACE, head);
    if (!after) {
        const bool draws = !found.get(part::in_).empty();
        const bool binds = std::any_of(each.begin(), each.end(), [&](int32_t one) { return next_halt[one] < stop[one]; });
        if (test >= 0 && !draws) {  // and, where it has a value, what that is bound to
            add_walks(tested);
            add(Op::TESTS, row, test, negated ? otherwise : body, negated ? body : otherwise);
        } else if (binds || draws) {
            add(Op::EDGE, otherwise);
        }
        add(Op::PLACE, body);
        add_walks(each, marked, this->end[row]);
    }
    add(Op::ENTER_CONTROL, own);
    add_walks(found.get(part::body_));
    add(Op::EXIT_CONTROL);
    add(Op::PLACE, step);
    if (after) {
        add_walks(tested);
        if (test >= 0) {
            add(Op::CONDITION, test, negated ? end : head, negated ? head : end);
        } else {
            add(Op::LEAVE, head);
        }
    } else {
        add_walks(found.get(part::update_));
        add(Op::LEAVE, head);
        add(Op::PLACE, otherwise);
        add_walks(found.get(part::else_));
    }
    add(Op::PLACE, end);
    flush(from);
}

// The parts of a loop that stand in a header of their own; a header that is none is its test.
void Machine::split_headers(Found &found) {
    for (int32_t header : found.get(part::header_)) {
        const Form *known = form(header);
        if (!known || known->name != form::header_) {
            found.add(part::test_, RowList{header});
            continue;
        }
        Found inner = split(header, known->parts);
        found.present |= inner.present;
        for (auto one : inner.all) found.all.push_back(one);
        found.rest.append(inner.rest);
    }
}

// Several generators in one loop: the first one's source is read once, all else each time (one loop, to us).
void Machine::split_generators(int32_t row, Found &found) {
    bool first = true;
    for (int32_t child : named_children(row)) {
        const Form *known = form(child);
        if (first && known && known->name == form::generator_) {
            Found inner = split(child, known->parts);
            found.add(part::in_, inner.get(part::in_));
            found.add(part::each_, inner.get(part::each_));
            found.add(part::each_, inner.rest);
        } else {
            found.add(part::each_, RowList{child});
        }
        first = false;
    }
}

// Whether a loop's test comes after its body: always, or where the body is of some kinds (Ruby: `begin`).
bool Machine::tests_after(const Form &form, const Found &found) const {
    if (!form.after.is_list) return form.after.truth;
    for (int32_t body : found.get(part::body_)) {
        if (form.after.kinds[kind[body]]) return true;
    }
    return false;
}

// The context of a loop's variable where a token beside it (`var`, `const`) says what it declares.
int32_t Machine::sibling_context(int32_t row) const {
    for (int32_t child = row + 1; child < stop[row]; child = stop[child]) {
        if (effect[child] && tables.effects[effect[child]].siblings) return context_below(child, PLAIN);
    }
    return PLAIN;
}

// A comprehension: its first iterable belongs outside, the rest to a scope of its own that may run 0 times.
void Machine::lower_comprehension(int32_t row, const Form &form) {
    Found found = split(row, form.parts);
    RowList clauses = found.get(part::clauses_), body = found.get(part::body_);
    const int32_t outer = scope_;
    const size_t from = mark();
    if (clauses.empty()) {
        add_walks(body);
        return flush(from);
    }
    const Ints &order = tables.order[kind[clauses[0]]];
    int32_t iterable = -1;
    RowList inner;
    for (int32_t child : named_children(clauses[0])) {
        if (iterable < 0 && !order.empty() && field[child] == order[0]) iterable = child;
    }
    for (int32_t child : named_children(clauses[0])) {
        if (child != iterable) inner.push_back(child);
    }
    bool branches = false;
    for (size_t i = 1; i < clauses.size(); i++) inner.push_back(clauses[i]);
    for (int32_t child : clauses) branches |= defines_more(child);
    for (int32_t child : body) branches |= is_active(child);
    inner.append(body);
    const int32_t head = new_label(), end = new_label();
    if (iterable >= 0) add_walk(iterable);
    add(Op::OPEN, row, COMPREHENSION);
    if (branches) {
        add(Op::PLACE, head);
        add(Op::EDGE, end);
        add(Op::PLACE, new_label());
    }
    add_walks(inner);
    if (branches) {
        add(Op::LEAVE, head);
        add(Op::PLACE, end);
    }
    add(Op::RESTORE_SCOPE, outer);
    flush(from);
}

// Whether a clause does more than define its own variables.
bool Machine::defines_more(int32_t clause) const {
    const Ints &order = tables.order[kind[clause]];
    const int32_t own = order.size() > 1 ? order.back() : -1;
    for (int32_t child : named_children(clause)) {
        if (field[child] != own && is_active(child)) return true;
    }
    return false;
}

// Code that runs at most once, whatever its place in the tree says.
void Machine::lower_detour(int32_t row, int32_t context, int32_t visible) {
    const int32_t past = new_label();
    place(new_label());
    edge(past);
    place(new_label());
    const size_t from = mark();
    add(Op::HERE, row, context, visible);
    add(Op::PLACE, past);
    flush(from);
}

// A labelled statement: a loop takes the label as its own, anything else can be left by it; a goto comes here.
void Machine::lower_label(int32_t row, const Form &form, int32_t context, int32_t visible) {
    Found found = split(row, form.parts);
    const int32_t name = found.take(part::label_);
    if (name < 0 && stop[row] == row + 1) {  // a label that stands beside its loop, before it
        pending_labels_.push_back(label_text(row, true));
        return;
    }
    if (name < 0) return add_children(row, context, visible);
    Labels labels = std::move(pending_labels_);
    pending_labels_.clear();
    labels.push_back(label_text(name, true));
    RowList body;
    if (tables.is_apart[kind[name]]) body.push_back(name);
    body.append(found.get(part::body_));
    for (int32_t child : found.rest) {
        if (holds_code(child)) body.push_back(child);
    }
    if (form.goto_.truth) place(goto_label(label_text(name, false)));
    const ::Form *inner = body.empty() ? nullptr : this->form(body.back());
    const size_t from = mark();
    if (inner && (inner->name == form::loop_ || inner->name == form::switch_ || inner->name == form::label_)) {
        pending_labels_ = std::move(labels);
        add_walks(body);
        return flush(from);
    }
    const int32_t end = new_label();
    all_controls_.push_back({Control::LABEL, std::move(labels), end, NOWHERE, {}});
    add(Op::ENTER_CONTROL, static_cast<int32_t>(all_controls_.size()) - 1);
    add_walks(body);
    add(Op::EXIT_CONTROL);
    add(Op::PLACE, end);
    flush(from);
}

// A part that runs on a copy of the state: what it defines and jumps stay inside; with `parts`, each part so.
void Machine::lower_aside(int32_t row, const Form &form, int32_t context, int32_t visible) {
    if (!is_active(row)) return add_children(row, context, visible);
    const size_t from = mark();
    if (form.aside_parts.truth) {
        for (int32_t child : named_children(row)) {
            if (outer_scope_.count(child)) {
                add_aside({Op::WALK_AROUND, child, PLAIN, 0});
            } else {
                add_aside({Op::WALK, child, stop[child], PLAIN, 0});
            }
        }
    } else {
        add_aside({Op::WALK, row + 1, stop[row], context, visible});
    }
    flush(from);
}

void Machine::add_aside(const Task &inside) {
    const int32_t past = new_label();
    add(Op::EDGE, past);
    add(Op::PLACE, new_label());
    add(Op::ASIDE);
    tasks_.push_back(inside);
    add(Op::END_ASIDE);
    add(Op::PLACE, past);
}
